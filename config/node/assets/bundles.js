import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { build } from "esbuild";
import { assetsFolder, importPaths, publicFolder } from "./paths.js";
import { htmlTemplates } from "./plugins/html.js";
import { sassStyles } from "./plugins/sass.js";
import { servedUrls } from "./plugins/served_urls.js";
import { vueComponents } from "./plugins/vue.js";
import { sassCompiler } from "./sass_compiler.js";

const BUNDLE = /\.bundle\.(js|ts|css|scss|sass)$/;
const SKIPPED = /^(node_modules|dist)\//;

/**
 * Bundle every `public/**\/*.bundle.*` of an app in memory.
 *
 * @param {string} bench root of the bench
 * @param {string} app name of the app
 * @param {boolean} production minify or not
 * @returns {Promise<{app: string, bundles: {key: string, path: string, code: string, map: string}[]}>}
 *   `key` is the name that templates use, `path` is relative to the app's `dist` folder
 */
export async function buildApp(bench, app, production) {
	const entries = await findEntries(publicFolder(bench, app));
	if (!entries.length) return { app, bundles: [] };

	const dist = path.join(assetsFolder(bench, app), "dist");
	const { outputFiles } = await build({
		...esbuildOptions(bench, production),
		entryPoints: entries.map(({ file, name }) => ({ in: file, out: name })),
		outdir: dist,
	});
	const outputs = new Map(outputFiles.map((file) => [path.relative(dist, file.path), file.text]));
	return { app, bundles: entries.map((entry) => toBundle(entry, outputs)) };
}

async function findEntries(folder) {
	if (!existsSync(folder)) return [];
	const files = await readdir(folder, { recursive: true });
	const entries = files
		.filter((file) => BUNDLE.test(file) && !SKIPPED.test(file))
		.sort()
		.map((file) => toEntry(path.join(folder, file)));
	rejectDuplicates(entries);
	return entries;
}

function toEntry(file) {
	const { name, ext } = path.parse(file);
	const kind = [".js", ".ts"].includes(ext) ? "js" : "css";
	return { file, kind, name: `${kind}/${name}` };
}

function rejectDuplicates(entries) {
	const seen = new Map();
	for (const { file, name } of entries) {
		if (seen.has(name)) throw new Error(`${seen.get(name)} and ${file} are both bundle ${name}`);
		seen.set(name, file);
	}
}

function esbuildOptions(bench, production) {
	const nodePaths = importPaths(bench);
	const compileSass = sassCompiler(nodePaths);
	return {
		absWorkingDir: bench,
		bundle: true,
		define: {
			"process.env.NODE_ENV": JSON.stringify(production ? "production" : "development"),
			__VUE_OPTIONS_API__: "true",
			__VUE_PROD_DEVTOOLS__: "false",
		},
		logLevel: "silent",
		minify: production,
		nodePaths,
		plugins: [servedUrls, htmlTemplates, sassStyles(compileSass), vueComponents(compileSass, production)],
		sourcemap: "external",
		target: "es2017",
		write: false,
	};
}

function toBundle({ kind, name }, outputs) {
	let code = outputs.get(`${name}.${kind}`);
	if (kind === "js") code += styleInjection(outputs.get(`${name}.css`));
	const hashed = `${name}.${contentHash(code)}.${kind}`;
	return {
		key: `${path.basename(name)}.${kind}`,
		path: hashed,
		code: code + sourceMapComment(kind, `${path.basename(hashed)}.map`),
		map: outputs.get(`${name}.${kind}.map`),
	};
}

/** Styles imported from a script travel in it, because pages load only the script. */
function styleInjection(css) {
	return css ? `frappe.dom.set_style(${JSON.stringify(css)});\n` : "";
}

function contentHash(code) {
	return createHash("sha256").update(code).digest("hex").slice(0, 8).toUpperCase();
}

function sourceMapComment(kind, file) {
	return kind === "js" ? `//# sourceMappingURL=${file}\n` : `/*# sourceMappingURL=${file} */\n`;
}
