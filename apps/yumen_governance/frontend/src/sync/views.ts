import { computed, toValue, type ComputedRef, type MaybeRef } from "vue";
import { outbox, records } from "./core";
import type { Item, RowOfStore } from "./types";

/** The rows of a store with what isn't confirmed yet over them. */
export function useRecords<Row>(store: string, chosen?: (row: Row) => boolean): ComputedRef<Row[]> {
	const all = shown(store);
	return computed(() => {
		const rows = [...all.value.values()] as Row[];
		return chosen ? rows.filter(chosen) : rows;
	});
}

/** One row of a store, by its name or by the id of the item that makes it. */
export function useRecord<Row>(store: string, name: MaybeRef<string>): ComputedRef<Row | undefined> {
	const all = shown(store);
	return computed(() => {
		const asked = toValue(name);
		const made = outbox.made.value.get(asked)?.name;
		return (all.value.get(asked) ?? (made && all.value.get(made))) as Row | undefined;
	});
}

/** Look rows of a store up by their names. */
export function useLookup<Row>(store: string): (name: string) => Row | undefined {
	const all = shown(store);
	return (name) => all.value.get(name) as Row | undefined;
}

const views = new Map<string, ComputedRef<Map<string, RowOfStore>>>();

function shown(store: string): ComputedRef<Map<string, RowOfStore>> {
	let view = views.get(store);
	if (!view) {
		const rows = records.rows(store);
		view = computed(() => overlaid(store, rows.value, outbox.items.value));
		views.set(store, view);
	}
	return view;
}

/** Lay items over rows in their order, each over what the one before it left. */
function overlaid(
	store: string,
	rows: ReadonlyMap<string, RowOfStore>,
	items: Item[],
): Map<string, RowOfStore> {
	const laid = new Map(rows);
	for (const item of items) {
		if (item.shown?.store !== store) continue;
		const row = item.shown.row as Partial<RowOfStore>;
		const name = nameOf(item, row);
		const isStuck = item.status === "refused" || item.status === "conflict";
		if (isStuck && rows.has(name)) continue;
		const below = laid.get(name) ?? { modified: "" };
		laid.set(name, { ...below, ...row, name, unsent: item.status !== "sent", item: item.id });
	}
	return laid;
}

/** A row that an earlier item makes is known by that item's id until it is made, and by its own name after that. */
function nameOf(item: Item, row: Partial<RowOfStore>): string {
	const name = row.name || item.id;
	return outbox.made.value.get(name)?.name ?? name;
}
