import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { compileScript, compileStyle, compileTemplate, parse } from "@vue/compiler-sfc";

const STYLE_IMPORT = /\.vue\?style=(\d+)$/;

/** Compile Vue 3 single-file components: script (setup or options), template, scoped and Sass styles. */
export function vueComponents(compileSass, isProd) {
	return {
		name: "vue-components",
		setup(build) {
			const root = build.initialOptions.absWorkingDir;
			build.onResolve({ filter: STYLE_IMPORT }, ({ path: request, importer, pluginData }) => {
				const index = request.match(STYLE_IMPORT)[1];
				return { path: importer, suffix: `?style=${index}`, pluginData: pluginData.styles[index] };
			});
			build.onLoad({ filter: /\.vue$/ }, async ({ path: filename, suffix, pluginData }) => {
				if (suffix) return { contents: pluginData, loader: "css" };
				const source = await readFile(filename, "utf8");
				const id = shortHash(path.relative(root, filename));
				return loadComponent({ source, filename, id, isProd }, compileSass);
			});
		},
	};
}

function shortHash(text) {
	return createHash("sha256").update(text).digest("hex").slice(0, 8);
}

function loadComponent(component, compileSass) {
	const { source, filename } = component;
	const { descriptor, errors } = parse(source, { filename });
	check(errors, filename);
	checkSupported(descriptor);
	const script = scriptOf(descriptor, component);
	const template = templateOf(descriptor, script, component);
	return {
		contents: [script.code, ...template, ...exportOf(descriptor, component)].join("\n"),
		loader: script.lang,
		pluginData: { styles: descriptor.styles.map((style) => cssOf(style, component, compileSass)) },
	};
}

function checkSupported({ filename, script, scriptSetup, template, styles }) {
	const blocks = [script, scriptSetup, template, ...styles].filter(Boolean);
	if (blocks.some((block) => block.src)) throw new Error(`${filename}: blocks with src are not supported`);
	if (styles.some((style) => style.module)) throw new Error(`${filename}: style modules are not supported`);
}

function scriptOf(descriptor, { id, isProd }) {
	if (!descriptor.script && !descriptor.scriptSetup) return { code: "const component = {};", lang: "js" };
	const options = { genDefaultAs: "component", id, inlineTemplate: true, isProd };
	const { content, lang = "js", bindings } = compileScript(descriptor, options);
	return { code: content, lang, bindings };
}

/** The render function, unless `<script setup>` already holds it. */
function templateOf(descriptor, { bindings, lang }, { filename, id, isProd }) {
	const { template, scriptSetup, slotted, styles } = descriptor;
	if (!template || scriptSetup) return [];
	const { code, errors } = compileTemplate({
		compilerOptions: {
			bindingMetadata: bindings,
			expressionPlugins: lang === "ts" ? ["typescript"] : [],
		},
		filename,
		id,
		isProd,
		scoped: styles.some((style) => style.scoped),
		slotted,
		source: template.content,
	});
	check(errors, filename);
	return [code, "component.render = render;"];
}

function exportOf({ styles }, { filename, id }) {
	const name = path.basename(filename);
	const imports = styles.map((_, index) => `import ${JSON.stringify(`./${name}?style=${index}`)};`);
	const scope = styles.some((style) => style.scoped) ? [`component.__scopeId = "data-v-${id}";`] : [];
	return [...imports, ...scope, "export default component;"];
}

function cssOf({ content, lang = "css", scoped }, { filename, id, isProd }, compileSass) {
	const source = lang === "css" ? content : compileSass(content, filename, lang);
	const { code, errors } = compileStyle({ filename, id: `data-v-${id}`, isProd, scoped, source });
	check(errors, filename);
	return code;
}

function check(errors, filename) {
	if (!errors.length) return;
	throw new Error(errors.map((error) => `${filename}: ${error.message ?? error}`).join("\n"));
}
