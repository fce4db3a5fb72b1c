import { readFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { formatMessages } from "esbuild";
import { buildApp } from "./bundles.js";
import { linkPublicFiles } from "./links.js";
import { publish } from "./publish.js";

const USAGE = "Usage: node build.js --bench <root> [--apps frappe,other_app] [--production]";

async function main() {
	const { values } = parseArgs({
		options: {
			bench: { type: "string" },
			apps: { type: "string" },
			production: { type: "boolean", default: false },
		},
	});
	if (!values.bench) throw new Error(USAGE);

	const bench = path.resolve(values.bench);
	const apps = values.apps?.split(",") ?? (await installedApps(bench));
	const builds = [];
	for (const app of apps) {
		const started = performance.now();
		const build = await buildApp(bench, app, values.production);
		const seconds = ((performance.now() - started) / 1000).toFixed(1);
		console.log(`${app}: ${build.bundles.length} bundles in ${seconds} s`);
		builds.push(build);
	}
	for (const app of apps) await linkPublicFiles(bench, app);
	await publish(bench, builds);
}

async function installedApps(bench) {
	const text = await readFile(path.join(bench, "sites", "apps.txt"), "utf8");
	return text
		.split("\n")
		.map((line) => line.trim())
		.filter(Boolean);
}

async function describe(error) {
	if (!error.errors) return error.message;
	return (await formatMessages(error.errors, { kind: "error" })).join("");
}

try {
	await main();
} catch (error) {
	console.error(await describe(error));
	process.exitCode = 1;
}
