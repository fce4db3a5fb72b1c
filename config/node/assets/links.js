import { existsSync } from "node:fs";
import { lstat, mkdir, readdir, readlink, rm, symlink } from "node:fs/promises";
import path from "node:path";
import { assetsFolder, OWN_MODULES, publicFolder } from "./paths.js";

/** Packages that Frappe's desk loads from /assets/frappe/node_modules when it needs them. */
const LOADED_ON_DEMAND = ["ace-builds", "frappe-gantt", "html5-qrcode", "js-sha256", "qz-tray"];

/**
 * Serve an app's public files, all but its bundles, by relative links.
 *
 * @param {string} bench root of the bench
 * @param {string} app name of the app
 */
export async function linkPublicFiles(bench, app) {
	const source = publicFolder(bench, app);
	const target = assetsFolder(bench, app);
	await makeRealFolder(target);
	await link(source, target, await publicEntries(source));
	if (app === "frappe") await linkPackages(path.join(target, "node_modules"));
}

async function linkPackages(target) {
	await makeRealFolder(target);
	await link(OWN_MODULES, target, LOADED_ON_DEMAND);
}

async function publicEntries(folder) {
	if (!existsSync(folder)) return [];
	return (await readdir(folder)).filter((name) => !["dist", "node_modules"].includes(name));
}

async function makeRealFolder(folder) {
	if (await isLink(folder)) await rm(folder);
	await mkdir(folder, { recursive: true });
}

async function link(source, target, names) {
	for (const name of await readdir(target)) {
		const stale = !names.includes(name) && (await isLink(path.join(target, name)));
		if (stale) await rm(path.join(target, name));
	}
	for (const name of names) await linkOne(path.join(source, name), path.join(target, name));
}

async function linkOne(source, target) {
	const wanted = path.relative(path.dirname(target), source);
	if (await isLink(target)) {
		if ((await readlink(target)) === wanted) return;
		await rm(target);
	}
	await symlink(wanted, target);
}

async function isLink(file) {
	try {
		return (await lstat(file)).isSymbolicLink();
	} catch (error) {
		if (error.code === "ENOENT") return false;
		throw error;
	}
}
