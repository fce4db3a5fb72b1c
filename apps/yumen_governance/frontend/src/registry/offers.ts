import { computed, type ComputedRef } from "vue";
import { useRecords } from "@/sync";
import { valuesOf } from "./codes";
import { titleOf } from "./forms";
import type { Choice, Field, Row } from "./types";

/** More choices than these are searched, not scrolled through. */
const MOST = 80;

/** A record that may be linked. */
export interface Offer {
	name: string;
	title: string;
	initials?: string;
	row?: Row;
}

interface Offers {
	/** to be shown in one list; empty where there are too many */
	choices: ComputedRef<Choice[]>;
	/** to be searched */
	records: ComputedRef<Offer[]>;
	isLong: ComputedRef<boolean>;
}

/** What a field offers: its own choices, a code list, the person's grids, or records of a store. */
export function useOffers(field: Field): Offers {
	const isStore = Boolean(field.store && !field.code_list);
	const rows = useRecords<Row>(isStore ? field.store! : "grids");
	const records = computed(() => {
		if (field.code_list) {
			return valuesOf(field.code_list).map((row) => ({
				name: row.name,
				title: row.label,
				initials: row.pinyin_initials,
			}));
		}
		if (!isStore) return (field.choices ?? []).map(({ value, label }) => ({ name: value, title: label }));
		return offered(field.store!, rows.value);
	});
	const isLong = computed(() => (isStore && field.store !== "grids") || records.value.length > MOST);
	const choices = computed(() =>
		isLong.value ? [] : records.value.map(({ name, title }) => ({ value: name, label: title })),
	);
	return { choices, records, isLong };
}

function offered(store: string, rows: Row[]) {
	const parents = store === "grids" ? new Set(rows.map((row) => row.parent_grid)) : undefined;
	return rows
		.filter((row) => !parents?.has(row.name))
		.map((row) => ({
			name: row.name,
			title: titleOf(store, row),
			initials: row.pinyin_initials as string | undefined,
			row,
		}));
}
