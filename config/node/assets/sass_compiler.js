import { existsSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import sass from "sass";

/**
 * Make the function that compiles Sass sources to CSS.
 *
 * @param {string[]} importPaths folders in which `package/file` and `~package/file` are looked up
 * @returns {(source: string, file: string, lang: string) => string}
 */
export function sassCompiler(importPaths) {
	const tilde = { findFileUrl: (url) => findPackageFile(url, importPaths) };
	return (source, file, lang) =>
		sass.compileString(source, {
			importers: [tilde],
			loadPaths: importPaths,
			logger: sass.Logger.silent,
			syntax: lang === "sass" ? "indented" : "scss",
			url: pathToFileURL(file),
		}).css;
}

function findPackageFile(url, importPaths) {
	if (!url.startsWith("~")) return null;
	const file = url.slice(1);
	const folder = importPaths.find((candidate) => existsSync(path.join(candidate, packageName(file))));
	return folder ? pathToFileURL(path.join(folder, file)) : null;
}

function packageName(file) {
	return file
		.split("/")
		.slice(0, file.startsWith("@") ? 2 : 1)
		.join("/");
}
