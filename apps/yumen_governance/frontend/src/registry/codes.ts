import { computed, type ComputedRef } from "vue";
import { useRecords, type RowOfStore } from "@/sync";

/** A value of a code list. */
export interface CodeValue extends RowOfStore {
	code_list: string;
	code: string;
	label: string;
	pinyin_initials?: string;
	is_active?: 1;
}

let byName: ComputedRef<Map<string, CodeValue>> | undefined;

function codes(): Map<string, CodeValue> {
	if (!byName) {
		const rows = useRecords<CodeValue>("code_values");
		byName = computed(() => new Map(rows.value.map((row) => [row.name, row])));
	}
	return byName.value;
}

/** What a code is called; the code itself while the phone doesn't know it. */
export function labelOf(code: unknown): string {
	return typeof code === "string" && code ? (codes().get(code)?.label ?? code) : "";
}

/** The values of a list that may still be chosen, in the order of their codes. */
export function valuesOf(list: string): CodeValue[] {
	return [...codes().values()]
		.filter((row) => row.code_list === list && row.is_active)
		.sort((one, other) => one.code.localeCompare(other.code, "zh", { numeric: true }));
}
