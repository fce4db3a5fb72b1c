import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";

/** Make a bench of the given files in a temporary folder. */
export async function makeBench(files) {
	const bench = await mkdtemp(path.join(os.tmpdir(), "bench-"));
	await writeFiles(bench, files);
	return bench;
}

/** Remove a bench made by `makeBench`. */
export async function removeBench(bench) {
	await rm(bench, { recursive: true });
}

/** Write files below a folder, given as `{path: text}`. */
export async function writeFiles(folder, files) {
	for (const [name, text] of Object.entries(files)) {
		const file = path.join(folder, name);
		await mkdir(path.dirname(file), { recursive: true });
		await writeFile(file, text);
	}
}
