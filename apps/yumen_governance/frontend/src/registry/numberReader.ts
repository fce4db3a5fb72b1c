import { simd } from "wasm-feature-detect";
import type { Worker } from "tesseract.js";
import { idNumberAmong, type Reading } from "./numbers";

/** The part of what the camera shows in which the number is looked for, in shares of its width and height. */
export const WINDOW = { left: 0.04, top: 0.4, width: 0.92, height: 0.2 };
const FILES = `${import.meta.env.BASE_URL}${import.meta.env.NUMBER_READER}`;
// wide enough for the strokes of 18 digits, small enough for an old phone
const WIDTH = 1000;

let reader: Promise<Worker> | undefined;

/** Fetch what reading needs, some 4 MB, so that the service worker has it when there is no network. */
export async function fetchReader(): Promise<void> {
	const files = [`${FILES}/worker.min.js`, await core(), `${FILES}/eng.traineddata.gz`];
	await Promise.all(files.map((file) => fetch(file)));
}

/** Give back the memory that reading took. */
export async function endReader(): Promise<void> {
	const ended = reader;
	reader = undefined;
	await ended?.then((worker) => worker.terminate()).catch(() => undefined);
}

/**
 * Read the number that the camera sees.
 * @returns a sound citizen ID, or one with what is wrong with it; undefined where there is none
 */
export async function readNumber(video: HTMLVideoElement): Promise<Reading | undefined> {
	reader ??= begin();
	const { data } = await (await reader).recognize(windowOf(video));
	return idNumberAmong(data.text);
}

async function begin(): Promise<Worker> {
	const { createWorker, OEM, PSM } = await import("tesseract.js");
	const paths = { workerPath: `${FILES}/worker.min.js`, corePath: await core(), langPath: FILES };
	const worker = await createWorker("eng", OEM.LSTM_ONLY, { ...paths, cacheMethod: "none" });
	await worker.setParameters({
		tessedit_char_whitelist: "0123456789X",
		tessedit_pageseg_mode: PSM.SINGLE_LINE,
	});
	return worker;
}

async function core(): Promise<string> {
	return `${FILES}/tesseract-core-${(await simd()) ? "simd-" : ""}lstm.wasm.js`;
}

/** What the frame shows: the video fills its box, and what of it stands out at the sides isn't seen. */
function windowOf(video: HTMLVideoElement): HTMLCanvasElement {
	const { videoWidth, videoHeight, clientWidth, clientHeight } = video;
	const scale = Math.max(clientWidth / videoWidth, clientHeight / videoHeight);
	const [seenWidth, seenHeight] = [clientWidth / scale, clientHeight / scale];
	const left = (videoWidth - seenWidth) / 2 + seenWidth * WINDOW.left;
	const top = (videoHeight - seenHeight) / 2 + seenHeight * WINDOW.top;
	const [width, height] = [seenWidth * WINDOW.width, seenHeight * WINDOW.height];
	const canvas = document.createElement("canvas");
	canvas.width = WIDTH;
	canvas.height = Math.round((WIDTH * height) / width);
	const pen = canvas.getContext("2d")!;
	pen.drawImage(video, left, top, width, height, 0, 0, canvas.width, canvas.height);
	return canvas;
}
