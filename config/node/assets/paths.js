import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** Where the packages of this folder's package.json are installed. */
export const OWN_MODULES = fileURLToPath(new URL("../node_modules", import.meta.url));

/** Folder of an app's repository. */
export function appFolder(bench, app) {
	return path.join(bench, "apps", app);
}

/** Folder of an app's public files, the sources of its assets. */
export function publicFolder(bench, app) {
	return path.join(appFolder(bench, app), app, "public");
}

/** Folder from which an app's assets are served. */
export function assetsFolder(bench, app) {
	return path.join(bench, "sites", "assets", app);
}

/** Where imports are looked up: packages here and in every app, then files of every app by their full path. */
export function importPaths(bench) {
	const apps = readdirSync(path.join(bench, "apps")).map((app) => appFolder(bench, app));
	const modules = apps.map((app) => path.join(app, "node_modules")).filter((folder) => existsSync(folder));
	return [OWN_MODULES, ...modules, ...apps];
}
