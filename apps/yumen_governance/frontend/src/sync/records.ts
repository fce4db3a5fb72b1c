import { shallowRef, type ShallowRef } from "vue";
import type { Marks, Pulled } from "./server";
import * as shelf from "./shelf";
import type { RowOfStore, Territory } from "./types";

type Rows = ReadonlyMap<string, RowOfStore>;

/** The records on the phone: sealed in the database, open in memory as far as a screen has asked for them. */
export class Records {
	readonly territories = shallowRef<Territory[]>([]);
	readonly pulledOn = shallowRef<string | null>(null);
	private readonly loaded = new Map<string, ShallowRef<Rows>>();
	private key?: CryptoKey;
	/** what touches database and memory goes one after another */
	private turn: Promise<unknown> = Promise.resolve();

	/** The rows of a store; they come once they are read, and change with every pull. */
	rows(store: string): ShallowRef<Rows> {
		let rows = this.loaded.get(store);
		if (!rows) {
			rows = shallowRef<Rows>(new Map());
			this.loaded.set(store, rows);
			void this.inTurn(() => this.load(store));
		}
		return rows;
	}

	/** Use a key; what another key has sealed is deleted. */
	open(key: CryptoKey): Promise<void> {
		return this.inTurn(async () => {
			if (!(await shelf.isOf(key))) await shelf.empty(key);
			this.key = key;
			await this.load();
		});
	}

	/** Delete all of it, the PIN's lock too, and forget the key. */
	wipe(): Promise<void> {
		return this.inTurn(async () => {
			this.key = undefined;
			await shelf.empty();
			await this.load();
		});
	}

	/** Read anew what another tab has changed. */
	readAgain(): Promise<void> {
		return this.inTurn(() => this.load());
	}

	/** What to give the server with the next pull. */
	async marks(): Promise<Marks> {
		const { marks, gone, shape } = await shelf.heard();
		return shape ? { stores: marks, gone, shape } : {};
	}

	/** Keep a page of the server's. */
	take(told: Pulled): Promise<void> {
		return this.inTurn(async () => {
			const dropped = await shelf.keep(this.ownKey(), told);
			this.territories.value = told.territories;
			if (dropped) return this.load();
			for (const [store, { rows }] of Object.entries(told.stores)) this.show(store, rows);
			for (const [store, names] of Object.entries(told.gone)) this.show(store, [], names);
		});
	}

	/** After the last page of a pull. */
	finish(on: string): Promise<void> {
		return this.inTurn(async () => {
			if (await shelf.finish(on)) await this.load();
			this.pulledOn.value = on;
		});
	}

	/** Keep rows that came with the answer to an item. */
	add(rows: Record<string, RowOfStore[]>): Promise<void> {
		return this.inTurn(async () => {
			await shelf.add(this.ownKey(), rows);
			for (const [store, each] of Object.entries(rows)) this.show(store, each);
		});
	}

	private ownKey(): CryptoKey {
		if (!this.key) throw new Error("The records are closed.");
		return this.key;
	}

	/** Read one store, or what is known of the territory and all stores that were asked for. */
	private async load(store?: string): Promise<void> {
		if (!store) {
			const { territories, pulled_on } = await shelf.heard();
			this.territories.value = territories;
			this.pulledOn.value = pulled_on || null;
		}
		for (const name of store ? [store] : this.loaded.keys()) {
			const rows = this.key ? await shelf.read(this.key, name) : [];
			this.loaded.get(name)!.value = new Map(rows.map((row) => [row.name, row]));
		}
	}

	private show(store: string, rows: RowOfStore[], gone: string[] = []): void {
		const shown = this.loaded.get(store);
		if (!shown || !(rows.length || gone.length)) return;
		const next = new Map(shown.value);
		for (const row of rows) next.set(row.name, row);
		for (const name of gone) next.delete(name);
		shown.value = next;
	}

	private inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
		const done = this.turn.then(work);
		this.turn = done.catch(() => undefined);
		return done;
	}
}
