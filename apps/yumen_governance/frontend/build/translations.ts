import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Plugin } from "vite";

const MODULE = "virtual:translations";
const TABLE = path.resolve(__dirname, "../../yumen_governance/translations/zh.csv");
const SPOKEN = /\b__\(\s*(["'`])((?:\\.|(?!\1).)+)\1/g;

/**
 * The Chinese of exactly those source strings that the sources give to `__()`, from the app's own zh.csv.
 *
 * A string without its Chinese ends the build: no screen shows an English word.
 */
export function translations(sources: string): Plugin {
	return {
		name: "translations",
		resolveId: (id) => (id === MODULE ? `\0${MODULE}` : undefined),
		load(id) {
			if (id !== `\0${MODULE}`) return undefined;
			this.addWatchFile(TABLE);
			return `export default ${JSON.stringify(chineseOf(spokenIn(sources)))}`;
		},
	};
}

function chineseOf(strings: Set<string>): Record<string, string> {
	const table = new Map(rows(readFileSync(TABLE, "utf8")).map(([source, chinese]) => [source, chinese]));
	const missing = [...strings].filter((text) => !table.get(text));
	if (missing.length) throw new Error(`Without Chinese in zh.csv:\n${missing.join("\n")}`);
	return Object.fromEntries([...strings].sort().map((text) => [text, table.get(text)!]));
}

function spokenIn(folder: string): Set<string> {
	const found = new Set<string>();
	for (const entry of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
		if (!/\.(vue|ts)$/.test(entry)) continue;
		for (const match of readFileSync(path.join(folder, entry), "utf8").matchAll(SPOKEN)) {
			found.add(match[2].replaceAll("\\'", "'").replaceAll('\\"', '"'));
		}
	}
	return found;
}

/** The rows of a CSV file with quoted fields. */
function rows(text: string): string[][] {
	const found: string[][] = [[""]];
	let quoted = false;
	for (let place = 0; place < text.length; place++) {
		const [letter, row] = [text[place], found[found.length - 1]];
		if (letter === '"') {
			if (quoted && text[place + 1] === '"') row[row.length - 1] += text[place++];
			else quoted = !quoted;
		} else if (letter === "," && !quoted) row.push("");
		else if (letter === "\n" && !quoted) found.push([""]);
		else if (letter !== "\r" || quoted) row[row.length - 1] += letter;
	}
	return found;
}
