import { kept, type Heard } from "./database";
import { placeOf, sealValue, unsealValue } from "./sealing";
import type { Pulled } from "./server";
import type { RowOfStore, Territory } from "./types";

const PROBE = "probe";
const NOTHING: Heard = {
	...{ marks: {}, gone: null, shape: "", generation: 0, names: [], territories: [], pulled_on: "" },
};
const allOf = (store: string) => IDBKeyRange.bound([store], [store, []]);

/** What the phone has heard so far. */
export async function heard(): Promise<Heard> {
	return ((await (await kept()).get("about", "heard")) as Heard | undefined) ?? NOTHING;
}

/** Whether what lies here was sealed by this key. */
export async function isOf(key: CryptoKey): Promise<boolean> {
	const probe = (await (await kept()).get("about", PROBE)) as Uint8Array | undefined;
	return !!probe && unsealValue(key, PROBE, probe).then(Boolean, () => false);
}

/** Delete all, the PIN's lock too; from now on a key is in use, if one is given. */
export async function empty(key?: CryptoKey): Promise<void> {
	const probe = key && (await sealValue(key, PROBE, true));
	const writing = (await kept()).transaction(["records", "about"], "readwrite");
	void writing.objectStore("records").clear();
	void writing.objectStore("about").clear();
	if (probe) void writing.objectStore("about").put(probe, PROBE);
	await writing.done;
}

/** The rows of a store. */
export async function read(key: CryptoKey, store: string): Promise<RowOfStore[]> {
	const found = await (await kept()).getAll("records", allOf(store));
	return Promise.all(
		found.map(({ name, sealed }) => unsealValue<RowOfStore>(key, placeOf(store, name), sealed)),
	);
}

/**
 * Keep a page of the server's, its marks in the same transaction: a phone that dies in between hears it again.
 *
 * @returns whether more went than the page names, since a territory or a store isn't the person's any more
 */
export async function keep(key: CryptoKey, told: Pulled): Promise<boolean> {
	const sealed = await sealedRows(
		key,
		Object.entries(told.stores).map(([store, { rows }]) => [store, rows]),
	);
	const before = await heard();
	const now = heardAfter(told, before);
	const dropped = await drop(told, before.names);
	const writing = (await kept()).transaction(["records", "about"], "readwrite", { durability: "relaxed" });
	const records = writing.objectStore("records");
	for (const record of sealed) void records.put({ ...record, generation: now.generation });
	for (const [store, names] of Object.entries(told.gone)) {
		for (const name of names) void records.delete([store, name]);
	}
	void writing.objectStore("about").put(now, "heard");
	await writing.done;
	return dropped;
}

/** Keep rows that came with the answer to an item. */
export async function add(key: CryptoKey, rows: Record<string, RowOfStore[]>): Promise<void> {
	const sealed = await sealedRows(key, Object.entries(rows));
	const { generation } = await heard();
	const writing = (await kept()).transaction("records", "readwrite");
	for (const record of sealed) void writing.store.put({ ...record, generation });
	await writing.done;
}

/** After the last page: delete what the server didn't tell anew; whether there was any. */
export async function finish(on: string): Promise<boolean> {
	const now = { ...(await heard()), pulled_on: on };
	const older = IDBKeyRange.upperBound(now.generation, true);
	const names = await (await kept()).getAllKeysFromIndex("records", "generation", older);
	const writing = (await kept()).transaction(["records", "about"], "readwrite");
	for (const name of names) void writing.objectStore("records").delete(name);
	void writing.objectStore("about").put(now, "heard");
	await writing.done;
	return names.length > 0;
}

function heardAfter(told: Pulled, before: Heard): Heard {
	const marks = told.anew ? {} : { ...before.marks };
	for (const [store, { mark }] of Object.entries(told.stores)) marks[store] = mark;
	const { shape, names, territories } = told;
	const generation = before.generation + (told.anew ? 1 : 0);
	return {
		marks,
		gone: told.gone_mark,
		shape,
		generation,
		names,
		territories,
		pulled_on: before.pulled_on,
	};
}

/** Delete what lies in a territory that was lost, and the stores that the person hasn't any more. */
async function drop(told: Pulled, names: string[]): Promise<boolean> {
	const stores = names.filter((name) => !told.names.includes(name));
	if (!stores.length && !told.anew) return false;
	const writing = (await kept()).transaction("records", "readwrite");
	for (const store of stores) void writing.store.delete(allOf(store));
	let went = stores.length > 0;
	let place = told.anew ? await writing.store.index("path").openCursor() : null;
	for (; place; place = await place.continue()) {
		if (!isOutside(place.value.path, told.territories)) continue;
		void place.delete();
		went = true;
	}
	await writing.done;
	return went;
}

function isOutside(path: string, territories: Territory[]): boolean {
	return path !== "" && !territories.some((each) => path.startsWith(each.path));
}

async function sealedRows(key: CryptoKey, rows: [string, RowOfStore[]][]) {
	return Promise.all(
		rows.flatMap(([store, each]) =>
			each.map(async (row) => ({
				...{ store, name: row.name, path: row.grid_path ?? "" },
				sealed: await sealValue(key, placeOf(store, row.name), row),
			})),
		),
	);
}
