import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import type { Locked } from "./sealing";
import type { Made, Territory } from "./types";

/** What the phone has heard of the server's records, all of which lies sealed beside it. */
export interface Heard {
	marks: Record<string, unknown>;
	gone: unknown;
	shape: string;
	/** counts how often the server told all from the beginning */
	generation: number;
	names: string[];
	territories: Territory[];
	pulled_on: string;
}

interface KeptSchema extends DBSchema {
	records: {
		key: [string, string];
		value: { store: string; name: string; path: string; generation: number; sealed: Uint8Array };
		indexes: { path: string; generation: number };
	};
	/** `heard`; `probe`, by which a key is known; `pin` */
	about: { key: string; value: Heard | Uint8Array | PinLock };
}

export interface PinLock extends Locked {
	wrong: number;
}

interface OutboxSchema extends DBSchema {
	items: {
		key: string;
		value: { id: string; owner: string; number: number; sealed: Uint8Array };
		indexes: { owner: string };
	};
	photos: { key: string; value: SealedPhoto; indexes: { item: string } };
	/** which record an item came to be */
	made: { key: string; value: Made & { id: string; owner: string; on: number } };
	drafts: {
		key: string;
		value: {
			id: string;
			sealed: Uint8Array;
			files: { type: string; name: string; sealed: Uint8Array }[];
		};
	};
	/** `device`, `number`, `left` */
	about: { key: string; value: string | number };
}

export interface SealedPhoto {
	/** id of the upload */
	id: string;
	item: string;
	place: number;
	type: string;
	/** bytes in all, and how many the server has */
	size: number;
	offset: number;
	sealed: Uint8Array;
}

/** What is known of a photo without its bytes: of those a small phone can't hold many at once. */
export type Upload = Omit<SealedPhoto, "sealed">;

/** The records of the person's territory; deleted whole when the session has ended. */
export const kept = opened<KeptSchema>("grid-records", (base) => {
	const records = base.createObjectStore("records", { keyPath: ["store", "name"] });
	records.createIndex("path", "path");
	records.createIndex("generation", "generation");
	base.createObjectStore("about");
});

/** What isn't sent yet, of every user of this phone; outlives sessions, each item sealed by a key of its user. */
export const unsent = opened<OutboxSchema>("grid-outbox", (base) => {
	base.createObjectStore("items", { keyPath: "id" }).createIndex("owner", "owner");
	base.createObjectStore("photos", { keyPath: "id" }).createIndex("item", "item");
	base.createObjectStore("made", { keyPath: "id" });
	base.createObjectStore("drafts", { keyPath: "id" });
	base.createObjectStore("about");
});

/** Open a database once; give way to a tab that deletes it, and open it anew after that or after a failure. */
function opened<Schema extends DBSchema>(name: string, make: (base: IDBPDatabase<Schema>) => void) {
	let base: Promise<IDBPDatabase<Schema>> | undefined;
	const forget = () => (base = undefined);
	const open = () =>
		openDB<Schema>(name, 1, {
			upgrade: (made) => make(made),
			blocking(_now, _wanted, event) {
				(event.target as IDBDatabase).close();
				forget();
			},
			terminated: forget,
		}).catch((error: unknown) => {
			forget();
			throw error;
		});
	return () => (base ??= open());
}
