import { outbox } from "./core";

/** The photos of an item that isn't sent yet. */
export async function photosOf(id: string): Promise<Blob[]> {
	const photos = await outbox.uploads(id);
	return Promise.all(
		photos.map(async (photo) => new Blob([await outbox.bytes(photo)], { type: photo.type })),
	);
}
