import { Sentence } from "./problems";
import { __ } from "./translation";

const SMALL = 300 * 1024;
// What is larger than any camera makes it isn't opened; what is large and can't be, is too much for this phone
const LARGEST = 100 * 1024 * 1024;
const LARGE = 20 * 1024 * 1024;
// From fine to coarse, until a photo is small; the last one is taken as it comes
const QUALITIES = [0.82, 0.65, 0.5];
const SIDES = [1600, 1200, 900];

/**
 * Make a photo small enough for a weak network: at most 1600 pixels, about 300 KB. The browser writes it anew, without
 * the place and the time that a camera puts into it, and turned the right way up.
 *
 * @throws Sentence what can't be shown as a photo, or is too large for this phone to open
 */
export async function compressed(file: File): Promise<File> {
	const mayBeOpened = isPhoto(file) && file.size < LARGEST;
	const picture = mayBeOpened
		? await createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => null)
		: null;
	if (!picture) throw new Sentence(refusal(file));
	const blob = await written(picture);
	picture.close();
	if (!blob) throw new Sentence(refusal(file));
	return new File([blob], `${file.name.replace(/\.[^.]*$/, "") || "photo"}.jpg`, { type: "image/jpeg" });
}

function isPhoto(file: File): boolean {
	return !/svg/i.test(file.type) && !/\.svgz?$/i.test(file.name);
}

function refusal(file: File): string {
	const isHeic = /hei[cf]/i.test(file.type) || /\.hei[cf]$/i.test(file.name);
	if (file.size >= LARGE)
		return __("{0} is too large for this phone to open. Please take the photo smaller.", file.name);
	return isHeic
		? __(
				"{0} is a HEIC photo, which this phone can't open. Please choose JPEG in the settings of the camera.",
				file.name,
			)
		: __("{0} is no photo that can be opened. JPEG, PNG and WebP can.", file.name);
}

async function written(picture: ImageBitmap): Promise<Blob | null> {
	let blob: Blob | null = null;
	for (const side of SIDES) {
		const canvas = drawn(picture, side);
		for (const quality of QUALITIES) {
			blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", quality));
			if (!blob || blob.size <= SMALL) return blob;
		}
	}
	return blob;
}

function drawn(picture: ImageBitmap, side: number): HTMLCanvasElement {
	const scale = Math.min(1, side / Math.max(picture.width, picture.height));
	const canvas = document.createElement("canvas");
	canvas.width = Math.max(1, Math.round(picture.width * scale));
	canvas.height = Math.max(1, Math.round(picture.height * scale));
	const context = canvas.getContext("2d")!;
	context.fillStyle = "#ffffff";
	context.fillRect(0, 0, canvas.width, canvas.height);
	context.drawImage(picture, 0, 0, canvas.width, canvas.height);
	return canvas;
}
