import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { lstat, readdir, readFile, readlink, rm } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import vm from "node:vm";
import { makeBench, removeBench, writeFiles } from "./scratch.js";

const BUILD = fileURLToPath(new URL("../assets/build.js", import.meta.url));
const PUBLIC = "apps/shop/shop/public";
const SOURCES = {
	"sites/apps.txt": "shop\n",
	[`${PUBLIC}/images/logo.svg`]: "<svg/>",
	[`${PUBLIC}/js/greeting.js`]: 'export const greeting = "hello";',
	[`${PUBLIC}/js/row.html`]: '<b title="`{{ name }}`">{%= name %}</b>',
	[`${PUBLIC}/js/shop.bundle.js`]:
		'import { greeting } from "./greeting"; import "./row.html"; log(greeting);',
	[`${PUBLIC}/js/Card.vue`]: `
		<script setup>const title = "A card";</script>
		<template><p class="card">{{ title }}</p></template>
		<style lang="scss" scoped>.card { b { color: red; } }</style>`,
	[`${PUBLIC}/js/List.vue`]: `
		<script>import Card from "./Card.vue"; export default { components: { Card } };</script>
		<template><Card /></template>`,
	[`${PUBLIC}/js/list.bundle.js`]: 'import List from "./List.vue"; log(List);',
	[`${PUBLIC}/scss/shop.bundle.scss`]: `
		@import "~bootstrap/scss/functions";
		@import "shop/public/scss/colors";
		.shop { color: $ink; background: url("/assets/shop/images/logo.svg"); }`,
	[`${PUBLIC}/scss/_colors.scss`]: "$ink: #123456;",
	[`${PUBLIC}/dist/js/ignored.bundle.js`]: "log(1);",
};

test("bundles scripts, styles and templates, and names them in assets.json", async (t) => {
	const bench = await scratchBench(t, SOURCES);
	const { code, stdout } = await build(bench);
	const assets = await manifest(bench);

	assert.equal(code, 0);
	assert.match(stdout, /^shop: 3 bundles in \d+\.\d s\n$/);
	assert.deepEqual(Object.keys(assets), ["list.bundle.js", "shop.bundle.js", "shop.bundle.css"]);
	assert.match(assets["shop.bundle.js"], /^\/assets\/shop\/dist\/js\/shop\.bundle\.[0-9A-F]{8}\.js$/);
	assert.match(await served(bench, assets["shop.bundle.css"]), /#123456/);
	assert.match(await served(bench, assets["shop.bundle.css"]), /url\(\/assets\/shop\/images\/logo\.svg\)/);
	assert.ok(JSON.parse(await served(bench, `${assets["shop.bundle.js"]}.map`)).sources.length);
});

test("registers html files as micro templates", async (t) => {
	const bench = await scratchBench(t, SOURCES);
	await build(bench);
	const page = await run(bench, "shop.bundle.js");

	assert.deepEqual(page.logged, ["hello"]);
	assert.equal(page.frappe.templates.row, SOURCES[`${PUBLIC}/js/row.html`]);
});

test("compiles Vue components and injects their scoped styles", async (t) => {
	const bench = await scratchBench(t, SOURCES);
	await build(bench);
	const page = await run(bench, "list.bundle.js");

	const [list] = page.logged;
	assert.equal(typeof list.render, "function");
	assert.equal(typeof list.components.Card.setup, "function");
	assert.match(page.styles.join(), new RegExp(`\\.card b\\[${list.components.Card.__scopeId}\\]`));
});

test("serves public files by relative links and keeps dist a folder", async (t) => {
	const bench = await scratchBench(t, SOURCES);
	await build(bench);
	const folder = path.join(bench, "sites/assets/shop");

	assert.equal(await readlink(path.join(folder, "images")), "../../../apps/shop/shop/public/images");
	assert.ok((await lstat(path.join(folder, "dist"))).isDirectory());
	await rm(path.join(bench, PUBLIC, "images"), { recursive: true });
	await build(bench);
	assert.ok(!(await readdir(folder)).includes("images"));
});

test("replaces the file of a changed bundle only", async (t) => {
	const bench = await scratchBench(t, SOURCES);
	await build(bench);
	const before = await manifest(bench);
	await writeFiles(bench, { [`${PUBLIC}/js/greeting.js`]: 'export const greeting = "good day";' });
	await build(bench);
	const after = await manifest(bench);

	assert.notEqual(after["shop.bundle.js"], before["shop.bundle.js"]);
	assert.equal(after["list.bundle.js"], before["list.bundle.js"]);
	await assert.rejects(served(bench, before["shop.bundle.js"]), { code: "ENOENT" });
	await assert.rejects(served(bench, `${before["shop.bundle.js"]}.map`), { code: "ENOENT" });
});

test("a changed style alone changes the hash of the script that carries it", async (t) => {
	const bench = await scratchBench(t, SOURCES);
	await build(bench);
	const before = await manifest(bench);
	const card = SOURCES[`${PUBLIC}/js/Card.vue`].replace("red", "blue");
	await writeFiles(bench, { [`${PUBLIC}/js/Card.vue`]: card });
	await build(bench);

	assert.notEqual((await manifest(bench))["list.bundle.js"], before["list.bundle.js"]);
});

test("a build of one app keeps what assets.json says of others", async (t) => {
	const other = { "other.bundle.js": "/assets/other/dist/js/other.bundle.00000000.js" };
	const gone = { "gone.bundle.js": "/assets/shop/dist/js/gone.bundle.00000000.js" };
	const bench = await scratchBench(t, {
		...SOURCES,
		"sites/assets/assets.json": JSON.stringify({ ...other, ...gone }),
	});
	await build(bench);
	const assets = await manifest(bench);

	assert.equal(assets["other.bundle.js"], other["other.bundle.js"]);
	assert.ok(!("gone.bundle.js" in assets));
});

for (const [kind, broken] of Object.entries({
	script: { [`${PUBLIC}/js/shop.bundle.js`]: 'import "./missing";' },
	style: { [`${PUBLIC}/scss/shop.bundle.scss`]: ".shop { color: $unknown; }" },
	component: { [`${PUBLIC}/js/Card.vue`]: "<template><p></template>" },
})) {
	test(`a broken ${kind} fails the build and leaves the last one in place`, async (t) => {
		const bench = await scratchBench(t, SOURCES);
		await build(bench);
		const before = await manifest(bench);
		await writeFiles(bench, broken);
		const { code, stderr } = await build(bench);

		assert.notEqual(code, 0);
		assert.match(stderr, /missing|unknown|Undefined variable|Card\.vue/);
		assert.deepEqual(await manifest(bench), before);
		await served(bench, before["shop.bundle.js"]);
	});
}

async function scratchBench(t, files) {
	const bench = await makeBench(files);
	t.after(() => removeBench(bench));
	return bench;
}

function build(bench) {
	return new Promise((resolve) => {
		execFile(process.execPath, [BUILD, "--bench", bench, "--production"], (error, stdout, stderr) =>
			resolve({ code: error?.code ?? 0, stdout, stderr }),
		);
	});
}

async function manifest(bench) {
	return JSON.parse(await readFile(path.join(bench, "sites/assets/assets.json"), "utf8"));
}

function served(bench, url) {
	return readFile(path.join(bench, "sites", url), "utf8");
}

async function run(bench, bundle) {
	const page = { logged: [], styles: [] };
	page.frappe = { templates: {}, dom: { set_style: (css) => page.styles.push(css) } };
	const code = await served(bench, (await manifest(bench))[bundle]);
	vm.runInNewContext(code, { frappe: page.frappe, log: (value) => page.logged.push(value) });
	return page;
}
