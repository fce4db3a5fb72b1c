import { __ } from "@/shell/translation";
import { hasRole, put, type Item } from "@/sync";
import { isAsked, isRequired, isTold } from "./conditions";
import { READERS } from "./numbers";
import { textOf, titleOf } from "./forms";
import { proposalShown, recordShown } from "./shown";
import type { Form, Row, Values, Wish } from "./types";

const KEEPERS = ["Grid Leader", "Registry Clerk", "Governance Administrator"];

/** The values that differ from the record, or all that were filled in. */
export function changedValues(form: Form, values: Values, record?: Row): Values {
	const names = form.fields.filter((field) => !field.is_read_only).map((field) => field.fieldname);
	const differs = (name: string) =>
		JSON.stringify(values[name] ?? "") !== JSON.stringify(record?.[name] ?? "");
	const changed = names.filter((name) => differs(name) && (record || isTold(values[name])));
	return Object.fromEntries(changed.map((name) => [name, values[name] ?? null]));
}

/** Whether the leader of the grid looks at it first; the server decides it again. */
export function isProposed(form: Form, changed: Values, record?: Row): boolean {
	if (hasRole(...KEEPERS)) return false;
	if (!record) return form.additions === "Always Proposed";
	if (form.corrections === "Saved at Once") return false;
	return (
		form.corrections === "Always Proposed" || Object.keys(changed).some((name) => isTold(record[name]))
	);
}

/** What is missing or wrong with what was filled in, in sentences. */
export function problemsOf(form: Form, values: Values, record?: Row): string[] {
	const asked = form.fields.filter((field) => !field.is_read_only && isAsked(field, values));
	const missing = asked.filter((field) => isRequired(field, values) && !isTold(values[field.fieldname]));
	const wrong = asked.flatMap((field) => {
		const value = values[field.fieldname];
		if (!field.check || typeof value !== "string" || !value || value === record?.[field.fieldname])
			return [];
		const { problem } = READERS[field.check](value);
		return problem ? [`${field.label}：${problem}`] : [];
	});
	if (!missing.length) return wrong;
	return [__("Please fill in: {0}", missing.map((field) => field.label).join("、")), ...wrong];
}

/** Put a new record, a correction or a proposal into the outbox. */
export function collect(wish: Wish): Promise<Item> {
	const { form, record, values, linked } = wish;
	const changed = changedValues(form, values, record);
	const fields = form.fields.filter((field) => field.fieldname in changed);
	const proposed = isProposed(form, changed, record);
	const title =
		titleOf(form.store, { ...record, ...changed } as Row) || String(values[form.title_field] ?? "");
	return put({
		kind: "collect",
		label: `${record ? __("Correct") : __("New Record")}：${form.label} ${title}`,
		values: { _doctype: form.name, _record: record?.name ?? null, _reason: wish.reason, ...changed },
		labels: Object.fromEntries(fields.map((field) => [field.fieldname, field.label])),
		texts: Object.fromEntries(
			fields.map((field) => [field.fieldname, textOf(field, changed[field.fieldname], linked)]),
		),
		base: record && { store: form.store, name: record.name, modified: record.modified },
		photos: wish.photos,
		shown: proposed ? proposalShown(wish, fields, changed, title) : recordShown(wish, fields, changed),
		change: record ? `/registry/${form.store}/${record.name}/correct` : `/registry/new/${form.store}`,
		opens: record ? pathOf(form.store, record.name) : undefined,
		replaces: wish.replaces,
	});
}

/** Where a record is looked at. */
export function pathOf(store: string, name: string): string {
	return `/registry/${store}/${name}`;
}
