import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { assetsFolder } from "./paths.js";

/**
 * Put built bundles in place: first the new files, then assets.json, which names them, then away with the old ones.
 *
 * @param {string} bench root of the bench
 * @param {Awaited<ReturnType<import("./bundles.js").buildApp>>[]} builds what was built of each app
 */
export async function publish(bench, builds) {
	for (const { app, bundles } of builds) await writeBundles(assetsFolder(bench, app), bundles);
	await updateManifest(path.join(bench, "sites", "assets", "assets.json"), builds);
	for (const { app, bundles } of builds) await removeOldFiles(assetsFolder(bench, app), bundles);
}

async function writeBundles(folder, bundles) {
	for (const { path: name, code, map } of bundles) {
		const file = path.join(folder, "dist", name);
		await mkdir(path.dirname(file), { recursive: true });
		await writeAtomically(`${file}.map`, map);
		await writeAtomically(file, code);
	}
}

async function updateManifest(file, builds) {
	const manifest = Object.entries(await readManifest(file)).filter(
		([, url]) => !builds.some(({ app }) => url.startsWith(`/assets/${app}/`)),
	);
	for (const { app, bundles } of builds) {
		for (const bundle of bundles) manifest.push([bundle.key, `/assets/${app}/dist/${bundle.path}`]);
	}
	await mkdir(path.dirname(file), { recursive: true });
	await writeAtomically(file, JSON.stringify(Object.fromEntries(manifest), null, "\t") + "\n");
}

async function readManifest(file) {
	try {
		return JSON.parse(await readFile(file, "utf8"));
	} catch (error) {
		if (error.code === "ENOENT") return {};
		throw error;
	}
}

async function removeOldFiles(folder, bundles) {
	const current = new Set(bundles.flatMap(({ path: name }) => [name, `${name}.map`]));
	for (const kind of ["css", "js"]) {
		for (const name of await filesIn(path.join(folder, "dist", kind))) {
			if (!current.has(`${kind}/${name}`)) await rm(path.join(folder, "dist", kind, name));
		}
	}
}

async function filesIn(folder) {
	try {
		return await readdir(folder);
	} catch (error) {
		if (error.code === "ENOENT") return [];
		throw error;
	}
}

async function writeAtomically(file, text) {
	const temporary = `${file}.${process.pid}.tmp`;
	await writeFile(temporary, text);
	await rename(temporary, file);
}
