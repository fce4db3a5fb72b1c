import { outbox } from "./core";
import { syncNow } from "./engine";
import { photosOf } from "./photos";
import { restingOn } from "./queue";
import type { Item } from "./types";

/** A value that both versions have, as a person reads it. */
export interface Difference {
	field: string;
	label: string;
	mine: string;
	theirs: string;
}

type Values = Record<string, unknown>;

/** The labelled values of an item that can be read as text. */
export function readable(item: Item): { field: string; label: string; text: string }[] {
	const values = item.values as Values;
	return Object.entries(item.labels ?? {})
		.filter(([field]) => field in values)
		.map(([field, label]) => ({ field, label, text: item.texts?.[field] ?? textOf(values[field]) }))
		.filter((row) => row.text !== null) as { field: string; label: string; text: string }[];
}

/** Where the person's version and the record as it is now are different; what the record doesn't say is empty there. */
export function differences(item: Item): Difference[] {
	const now = item.current ?? {};
	if (!Object.keys(now).length) return [];
	const told = (now._texts ?? {}) as Record<string, string>;
	const theirs = (field: string) => told[field] ?? textOf(now[field]) ?? "";
	return readable(item)
		.map(({ field, label, text }) => ({ field, label, mine: text, theirs: theirs(field) }))
		.filter(({ mine, theirs }) => mine !== theirs);
}

/** Items that make no sense without one, and go with it. */
export function goingAlong(item: Item): Item[] {
	return restingOn(outbox.items.value, item).filter((other) => other.status !== "sent");
}

/** Throw an item away, and what rests on it. */
export async function throwAway(item: Item): Promise<void> {
	for (const other of goingAlong(item)) await outbox.remove(other.id);
	await outbox.remove(item.id);
}

/** Send an item once more as it is. */
export async function tryAgain(item: Item): Promise<void> {
	await outbox.change(item.id, { status: "waiting", message: undefined, current: undefined });
	void syncNow();
}

/** Put in place of an item one with other values, upon the record as it is now. */
export async function settle(item: Item, changes: Values): Promise<void> {
	const { values, base, shown, current } = item;
	const modified = current?.modified as string | undefined;
	const row = shown && { store: shown.store, row: { ...shown.row, ...shared(changes, shown.row) } };
	await outbox.put({
		...pick(item, ["kind", "label", "opens", "labels", "change"]),
		...{ shown: row, replaces: item.id, texts: without(item.texts, changes) },
		values: { ...values, ...changes },
		base: base && modified ? { ...base, modified } : base,
		photos: await photosOf(item.id),
	});
	void syncNow();
}

function pick<Field extends keyof Item>(item: Item, fields: Field[]): Pick<Item, Field> {
	return Object.fromEntries(fields.map((field) => [field, item[field]])) as Pick<Item, Field>;
}

function without(texts: Item["texts"], changes: Values): Item["texts"] {
	return texts && Object.fromEntries(Object.entries(texts).filter(([field]) => !(field in changes)));
}

/** Of the changes, those that the row shows. */
function shared(changes: Values, row: object): Values {
	return Object.fromEntries(Object.entries(changes).filter(([field]) => field in row));
}

function textOf(value: unknown): string | null {
	if (value === null || value === undefined) return "";
	if (Array.isArray(value))
		return value.every((each) => typeof each === "string") ? value.join("、") : null;
	return typeof value === "object" ? null : String(value);
}
