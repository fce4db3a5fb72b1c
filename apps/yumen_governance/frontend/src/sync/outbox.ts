import { computed, shallowRef } from "vue";
import { unsent, type Upload } from "./database";
import { now } from "./clock";
import { inOrder, restsOn } from "./queue";
import { bytesOf, itemsOf, madeOf, ownerOf, reached, sealedPhoto, uploadsOf } from "./outbox_base";
import { placeOf, sealValue } from "./sealing";
import type { Item, Made, NewItem } from "./types";

/** What isn't sent yet: every item sealed by a key that only its own user gets from the server. */
export class Outbox {
	readonly items = shallowRef<Item[]>([]);
	readonly unsent = computed(() => this.items.value.filter((item) => item.status !== "sent").length);
	/** which record an item came to be */
	readonly made = shallowRef<ReadonlyMap<string, Made>>(new Map());
	private key?: CryptoKey;
	private user = "";
	/** counts what this tab has changed, so that what was read before isn't shown after it */
	private changes = 0;

	/** Use the key of a user; the items of others stay where they are. */
	async open(key: CryptoKey, user: string): Promise<void> {
		this.key = key;
		this.user = await ownerOf(user);
		await this.readAgain();
	}

	close(): void {
		this.key = undefined;
		this.items.value = [];
		this.made.value = new Map();
	}

	/** Read anew what another tab may have changed. */
	async readAgain(): Promise<void> {
		const { key, user: owner, changes } = this;
		if (!key) return;
		const items = await itemsOf(key, owner);
		const made = await madeOf(owner);
		if (key !== this.key) return;
		if (changes !== this.changes) return this.readAgain();
		this.items.value = inOrder(items);
		this.made.value = made;
	}

	/** Keep an item and its photos, all or nothing; resolves when both are safely stored. */
	async put({ photos = [], replaces, ...asked }: NewItem): Promise<Item> {
		const key = this.ownKey();
		const item: Item = {
			...(JSON.parse(JSON.stringify(asked)) as typeof asked),
			...{ id: crypto.randomUUID(), number: 0, made_on: now().toISOString() },
			...{ status: "waiting", pictures: photos.length },
		};
		const pictures = await Promise.all(
			photos.map((blob, place) => sealedPhoto(key, item.id, place, blob)),
		);
		const sealed = await sealValue(key, placeOf("item", item.id), item);
		const base = await unsent();
		const stores = ["items", "photos", "about"] as const;
		const writing = base.transaction(stores, "readwrite", { durability: "strict" });
		const last = Number((await writing.objectStore("about").get("number")) ?? 0);
		item.number = this.find(replaces)?.number ?? last + 1;
		void writing.objectStore("about").put(Math.max(last, item.number), "number");
		void writing.objectStore("items").put({ id: item.id, owner: this.user, number: item.number, sealed });
		for (const photo of pictures) void writing.objectStore("photos").put(photo);
		await writing.done;
		this.changes += 1;
		this.items.value = inOrder([...this.items.value, item]);
		if (replaces) await this.replace(replaces, item.id);
		return item;
	}

	/** Let what speaks of one item speak of another that stands for it from now on. */
	private async replace(id: string, by: string): Promise<void> {
		const replaced = this.find(id);
		for (const other of this.items.value) {
			if (other.id === by || !replaced || !restsOn(other, replaced)) continue;
			await this.change(other.id, JSON.parse(JSON.stringify(other).replaceAll(id, by)) as Item);
		}
		await this.remove(id);
	}

	/** Change what is known of an item. */
	async change(id: string, change: Partial<Item>): Promise<void> {
		const before = this.find(id);
		if (!before) return;
		const item = { ...before, ...change };
		const sealed = await sealValue(this.ownKey(), placeOf("item", id), item);
		await (await unsent()).put("items", { id, owner: this.user, number: item.number, sealed });
		this.changes += 1;
		this.items.value = this.items.value.map((each) => (each.id === id ? item : each));
	}

	/** Show a state that isn't worth keeping: a page that is opened anew begins without it. */
	mark(ids: string[], status: Item["status"]): void {
		this.items.value = this.items.value.map((item) =>
			ids.includes(item.id) ? { ...item, status } : item,
		);
	}

	/** Take an item out; what it came to be is remembered, since later items may speak of it by its id. */
	async remove(id: string): Promise<void> {
		const writing = (await unsent()).transaction(["items", "photos"], "readwrite");
		void writing.objectStore("items").delete(id);
		for (const photo of await writing.objectStore("photos").index("item").getAllKeys(id)) {
			void writing.objectStore("photos").delete(photo);
		}
		await writing.done;
		this.changes += 1;
		this.items.value = this.items.value.filter((item) => item.id !== id);
	}

	/** Remember which record an item came to be. */
	async remember(id: string, record: Made): Promise<void> {
		await (await unsent()).put("made", { ...record, id, owner: this.user, on: Date.now() });
		this.changes += 1;
		this.made.value = new Map(this.made.value).set(id, record);
	}

	/** The photos that go with an item, in their order. */
	uploads(id: string): Promise<Upload[]> {
		return uploadsOf(id);
	}

	/** The bytes of a photo. */
	bytes(photo: Upload): Promise<Uint8Array> {
		return bytesOf(this.ownKey(), photo);
	}

	/** Keep how many bytes of a photo the server has. */
	reached(photo: Upload, offset: number): Promise<void> {
		return reached(photo, offset);
	}

	/** Whose outbox it is, for what else is sealed by the same key. */
	owner(): { key: CryptoKey; owner: string } {
		return { key: this.ownKey(), owner: this.user };
	}

	private find(id?: string): Item | undefined {
		return this.items.value.find((item) => item.id === id);
	}

	private ownKey(): CryptoKey {
		if (!this.key) throw new Error("The outbox is closed.");
		return this.key;
	}
}
