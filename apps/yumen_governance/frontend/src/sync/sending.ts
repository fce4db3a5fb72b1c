import type { Upload } from "./database";
import { now } from "./clock";
import type { Outbox } from "./outbox";
import { MOST_AT_ONCE, nextBatch, rebased, restsOn, travelling } from "./queue";
import type { Records } from "./records";
import type { Answer, Server } from "./server";
import type { Item } from "./types";

/** Bytes of a photo that travel at once: what a weak network carries in a few seconds. */
export const CHUNK = 256 * 1024;
const PHOTOS_AT_ONCE = 4;

/**
 * Send what waits, in its order; rejects when the network breaks off or the server isn't well.
 *
 * What the server refuses as a whole is sent one by one, so that one bad item doesn't hold up the others.
 *
 * @returns false where the server asks to come again later
 */
export async function sendAll(outbox: Outbox, records: Records, server: Server): Promise<boolean> {
	for (let most = MOST_AT_ONCE; ;) {
		const batch = nextBatch(outbox.items.value, most);
		if (!batch.length) return true;
		outbox.mark(idsOf(batch), "sending");
		try {
			if (!(await sendBatch(outbox, records, server, batch))) return false;
		} catch (error) {
			if (!isBad(error)) throw error;
			if (batch.length > 1) most = 1;
			else await outbox.change(batch[0].id, { status: "refused", message: (error as Error).message });
		} finally {
			outbox.mark(idsOf(outbox.items.value.filter((item) => item.status === "sending")), "waiting");
		}
	}
}

/** Whether the server can't take a request however often it is sent. */
function isBad(error: unknown): boolean {
	return [413, 415, 417, 422].includes((error as { status?: number }).status ?? 0);
}

async function sendBatch(outbox: Outbox, records: Records, server: Server, batch: Item[]): Promise<boolean> {
	const photos = (await Promise.all(batch.map(({ id }) => outbox.uploads(id)))).flat();
	await sendPhotos(outbox, server, photos);
	const packed = batch.map((item) => {
		const own = photos.filter((photo) => photo.item === item.id);
		return travelling(item, outbox.made.value, idsOf(own));
	});
	const answers = await server.push(packed, now().toISOString());
	const stuck: Item[] = [];
	for (const answer of answers) {
		const item = outbox.items.value.find(({ id }) => id === answer.id);
		if (!item || (answer.status !== "done" && stuck.some((earlier) => restsOn(item, earlier)))) continue;
		if (answer.status === "later") return beginPhotosAnew(outbox, item);
		if (answer.status !== "done") stuck.push(item);
		await settle(outbox, records, item, answer);
	}
	return answers.length > 0;
}

/** Send several photos at a time, since each waits for the network most of its time; what arrived needn't go again. */
async function sendPhotos(outbox: Outbox, server: Server, photos: Upload[]): Promise<void> {
	const waiting = photos.filter((photo) => photo.offset < photo.size);
	const sendNext = async () => {
		for (let photo = waiting.shift(); photo; photo = waiting.shift())
			await sendPhoto(outbox, server, photo);
	};
	const lines = await Promise.allSettled(Array.from({ length: PHOTOS_AT_ONCE }, sendNext));
	const broken = lines.find((line) => line.status === "rejected");
	if (broken) throw broken.reason;
}

/** Send the bytes of a photo that the server hasn't, from where it says. */
async function sendPhoto(outbox: Outbox, server: Server, photo: Upload): Promise<void> {
	const bytes = await outbox.bytes(photo);
	while (photo.offset < photo.size) {
		const chunk = bytes.subarray(photo.offset, photo.offset + CHUNK);
		const wanted = await server.upload(photo.id, photo.offset, photo.size, chunk);
		if (wanted === photo.offset) throw new Error("The server wants the same bytes again.");
		await outbox.reached(photo, wanted);
	}
}

async function beginPhotosAnew(outbox: Outbox, item: Item): Promise<boolean> {
	for (const photo of await outbox.uploads(item.id)) await outbox.reached(photo, 0);
	return false;
}

/** Note what the server said to an item; one that shows a row stays until a pull has brought the server's own. */
async function settle(outbox: Outbox, records: Records, item: Item, answer: Answer): Promise<void> {
	const { status, message, current, record } = answer;
	if (status !== "done") {
		const refused = status === "conflict" ? "conflict" : "refused";
		return outbox.change(item.id, { status: refused, message, current });
	}
	if (record) {
		await outbox.remember(item.id, record);
		for (const other of outbox.items.value) {
			const base = other.id !== item.id && rebased(other, item, record);
			if (base) await outbox.change(other.id, { base });
		}
	}
	await records.add(answer.rows ?? {});
	const isThere = record && answer.rows?.[record.store]?.some((row) => row.name === record.name);
	if (item.shown && !isThere) await outbox.change(item.id, { status: "sent", record });
	else await outbox.remove(item.id);
}

const idsOf = (all: { id: string }[]) => all.map(({ id }) => id);
