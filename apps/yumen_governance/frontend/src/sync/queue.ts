import type { Pushed } from "./server";
import type { Item, Made } from "./types";

/** As many items as the server takes at once. */
export const MOST_AT_ONCE = 20;

/**
 * The items to be sent next, in their order.
 *
 * One that rests on another that the server didn't take waits until the person has settled that.
 */
export function nextBatch(items: Item[], most = MOST_AT_ONCE): Item[] {
	const open = inOrder(items.filter((item) => item.status !== "sent"));
	const stuck: Item[] = [];
	const batch: Item[] = [];
	for (const item of open) {
		if (batch.length === most) break;
		const isStuck = item.status === "refused" || item.status === "conflict";
		if (isStuck || stuck.some((earlier) => restsOn(item, earlier))) stuck.push(item);
		else batch.push(item);
	}
	return batch;
}

/** Items that rest on one, directly or through others. */
export function restingOn(items: Item[], first: Item): Item[] {
	const found = [first];
	for (const item of inOrder(items)) {
		if (!found.includes(item) && found.some((earlier) => restsOn(item, earlier))) found.push(item);
	}
	return found.slice(1);
}

export function inOrder(items: Item[]): Item[] {
	return [...items].sort(
		(one, other) => one.number - other.number || one.made_on.localeCompare(other.made_on),
	);
}

/** Whether an item can't be understood before another is settled. */
export function restsOn(item: Item, earlier: Item): boolean {
	if (earlier.number > item.number) return false;
	const isSame = item.base && earlier.base;
	if (isSame && item.base!.store === earlier.base!.store && item.base!.name === earlier.base!.name)
		return true;
	return JSON.stringify([item.values, item.base?.name]).includes(earlier.id);
}

/** An item as it travels: ids of items that were sent before are replaced by the names of their records. */
export function travelling(item: Item, made: ReadonlyMap<string, Made>, photos: string[]): Pushed {
	const { id, number, kind, made_on } = item;
	return {
		...{ id, number, kind, photos, happened_on: made_on },
		values: named(item.values, made) as object,
		base: item.base ? (named(item.base, made) as Item["base"])! : null,
	};
}

function named(value: unknown, made: ReadonlyMap<string, Made>): unknown {
	if (typeof value === "string") return made.get(value)?.name ?? value;
	if (Array.isArray(value)) return value.map((each) => named(each, made));
	if (value === null || typeof value !== "object") return value;
	return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, named(each, made)]));
}

/**
 * The base of an item after an earlier one of this phone was done: the version that this one made.
 *
 * Undefined where nothing changes: the person saw another version, so that the server has to compare.
 */
export function rebased(item: Item, done: Item, record: Made): Item["base"] {
	const { base } = item;
	if (!base || !record.modified || item.number < done.number) return undefined;
	const followsNew = base.name === done.id;
	const followsChange =
		done.base?.store === base.store &&
		done.base.name === base.name &&
		done.base.modified === base.modified &&
		record.name === base.name;
	if (!followsNew && !followsChange) return undefined;
	return { store: base.store, name: record.name, modified: record.modified };
}
