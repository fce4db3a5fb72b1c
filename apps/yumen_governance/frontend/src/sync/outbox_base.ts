import { unsent, type SealedPhoto, type Upload } from "./database";
import { placeOf, seal, unseal, unsealValue } from "./sealing";
import type { Item, Made } from "./types";

const MADE_KEPT_FOR = 30 * 24 * 3600 * 1000;

/** The id by which the server knows this phone. */
export async function device(): Promise<string> {
	const base = await unsent();
	const known = (await base.get("about", "device")) as string | undefined;
	if (known) return known;
	const writing = base.transaction("about", "readwrite");
	const id = ((await writing.store.get("device")) as string | undefined) ?? crypto.randomUUID();
	void writing.store.put(id, "device");
	await writing.done;
	return id;
}

/** Be another phone to the server from now on. */
export async function forgetDevice(): Promise<void> {
	await (await unsent()).delete("about", "device");
}

/** Whether somebody signed out here of whom the server hasn't heard. */
export async function isLeft(): Promise<boolean> {
	return !!(await (await unsent()).get("about", "left"));
}

/** Note that somebody signed out here, or that the server has heard of it. */
export async function noteLeft(isSo: boolean): Promise<void> {
	await (await unsent()).put("about", Number(isSo), "left");
}

/** A user's mark on what is theirs: their name stands nowhere. */
export async function ownerOf(user: string): Promise<string> {
	const told = new TextEncoder().encode(`${await device()} ${user}`);
	const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", told));
	return Array.from(digest.subarray(0, 16), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The items of a user, as far as this key opens them. */
export async function itemsOf(key: CryptoKey, owner: string): Promise<Item[]> {
	const found = await (await unsent()).getAllFromIndex("items", "owner", owner);
	const items = await Promise.all(
		found.map(async ({ id, number, sealed }) => {
			const item = await unsealValue<Item>(key, placeOf("item", id), sealed).catch(() => null);
			return item && { ...item, number };
		}),
	);
	return items.filter((item) => item !== null);
}

/** Which records the items of a user came to be. */
export async function madeOf(owner: string): Promise<Map<string, Made>> {
	const made = (await (await unsent()).getAll("made")).filter((each) => each.owner === owner);
	return new Map(made.map(({ id, store, name, modified }) => [id, { store, name, modified }]));
}

/** How many items of anybody's wait on this phone. */
export async function countOfAll(): Promise<number> {
	return (await unsent()).count("items");
}

/** Delete what isn't sent, of everybody: the phone was reported lost. */
export async function emptyAll(): Promise<void> {
	const stores = ["items", "photos", "made", "drafts"] as const;
	const writing = (await unsent()).transaction(stores, "readwrite");
	for (const store of stores) void writing.objectStore(store).clear();
	await writing.done;
}

/** Forget which records came of items that nobody can speak of any more, and photos whose items are gone. */
export async function forgetOld(): Promise<void> {
	const base = await unsent();
	for (const { id, on } of await base.getAll("made")) {
		if (on < Date.now() - MADE_KEPT_FOR) await base.delete("made", id);
	}
	const writing = base.transaction(["items", "photos"], "readwrite");
	const items = new Set(await writing.objectStore("items").getAllKeys());
	const photos = writing.objectStore("photos").index("item");
	for (let place = await photos.openCursor(); place; place = await place.continue()) {
		if (!items.has(place.key)) void place.delete();
	}
	await writing.done;
}

export async function sealedPhoto(
	key: CryptoKey,
	item: string,
	place: number,
	blob: Blob,
): Promise<SealedPhoto> {
	const id = crypto.randomUUID();
	const bytes = new Uint8Array(await blob.arrayBuffer());
	const sealed = await seal(key, placeOf("photo", id), bytes);
	return { id, item, place, type: blob.type, size: bytes.length, offset: 0, sealed };
}

/** The photos that go with an item, in their order. */
export async function uploadsOf(item: string): Promise<Upload[]> {
	const photos = (await unsent()).transaction("photos").store.index("item");
	const found: Upload[] = [];
	for (let at = await photos.openCursor(item); at; at = await at.continue()) {
		const { id, place, type, size, offset } = at.value;
		found.push({ id, item, place, type, size, offset });
	}
	return found.sort((one, other) => one.place - other.place);
}

/** The bytes of a photo. */
export async function bytesOf(key: CryptoKey, photo: Upload): Promise<Uint8Array> {
	const kept = await (await unsent()).get("photos", photo.id);
	if (!kept) throw new Error("The photo was thrown away.");
	return unseal(key, placeOf("photo", photo.id), kept.sealed);
}

/** Keep how many bytes of a photo the server has. */
export async function reached(photo: Upload, offset: number): Promise<void> {
	photo.offset = offset;
	const writing = (await unsent()).transaction("photos", "readwrite");
	const kept = await writing.store.get(photo.id);
	if (kept) void writing.store.put({ ...kept, offset });
	await writing.done;
}
