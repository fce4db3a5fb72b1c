/** What the phone keeps and sends: screens read its stores and put what was done into its outbox. */
import type { ComputedRef, Ref, ShallowRef } from "vue";
import { Sentence } from "@/shell/problems";
import { __ } from "@/shell/translation";
import * as core from "./core";
import { keepInStep, syncNow } from "./engine";
import { start } from "./session";
import { tellTabs } from "./tabs";
import type { Item, NewItem } from "./types";

export { now } from "./clock";
export { me, state, type State } from "./core";
export { keep, kept } from "./drawer";
export { syncNow } from "./engine";
export { photosOf } from "./photos";
export { signOut } from "./session";
export { useLookup, useRecord, useRecords } from "./views";
export type { Base, Item, Made, NewItem, Person, RowOfStore, Status, Territory } from "./types";

export const territories = core.records.territories;
export const network: {
	online: Ref<boolean>;
	/** when all was fetched last, ISO; null before the first time */
	pulled_on: Ref<string | null>;
	pulling: Ref<boolean>;
	/** how many rows came so far with this pull */
	rows: Ref<number>;
} = {
	online: core.online,
	pulled_on: core.records.pulledOn,
	pulling: core.pulling,
	rows: core.pulledRows,
};
export const outbox: {
	items: ShallowRef<Item[]>;
	unsent: ComputedRef<number>;
	item: (id: string) => Item | undefined;
} = {
	items: core.outbox.items,
	unsent: core.outbox.unsent,
	item: (id) => core.outbox.items.value.find((item) => item.id === id),
};

/** Whether the person has one of these roles. */
export function hasRole(...names: string[]): boolean {
	return names.some((name) => core.me.value.roles.includes(name));
}

/** Put into the outbox; resolves when it is safely stored, and is sent when there is a network. */
export async function put(item: NewItem): Promise<Item> {
	const stored = await core.outbox.put(item).catch((error: Error) => {
		if (error.name !== "QuotaExceededError") throw error;
		throw new Sentence(
			__("This phone is full, so the entry can't be kept. Please delete photos or apps and try again."),
		);
	});
	tellTabs("put");
	void syncNow();
	return stored;
}

/** Open the phone's records and keep them in step with the server. */
export async function begin(): Promise<void> {
	// a phone whose storage can't be opened now may open it at the next try
	await start().catch(() => (core.state.value = "unreached"));
	keepInStep();
}
