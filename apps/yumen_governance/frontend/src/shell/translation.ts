import chinese from "virtual:translations";

/** The Chinese of a source string, with `{0}`, `{1}` … replaced by the values. */
export function __(source: string, ...values: (string | number)[]): string {
	const text = chinese[source] ?? source;
	return text.replace(/\{(\d)\}/g, (_place, index: string) => String(values[Number(index)] ?? ""));
}
