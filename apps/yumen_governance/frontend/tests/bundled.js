import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const SOURCES = fileURLToPath(new URL("../src", import.meta.url));

/** Import sources written in TypeScript, all of them in one copy of their own. */
export async function bundled(t, code) {
	const folder = await mkdtemp(path.join(os.tmpdir(), "frontend-"));
	t.after(() => rm(folder, { recursive: true }));
	const outfile = path.join(folder, "sources.mjs");
	await build({
		stdin: { contents: code, resolveDir: SOURCES, loader: "ts" },
		...{ outfile, bundle: true, format: "esm", platform: "node", logLevel: "error" },
		define: { "process.env.NODE_ENV": '"production"' },
	});
	return import(pathToFileURL(outfile));
}
