import { readFileSync } from "node:fs";
import path from "node:path";
import type { Plugin } from "vite";

const PACKAGES = path.resolve(__dirname, "../node_modules");
const { version } = JSON.parse(readFileSync(`${PACKAGES}/tesseract.js/package.json`, "utf8"));
const FOLDER = `reader/${version}`;
const FILES = [
	"tesseract.js/dist/worker.min.js",
	"tesseract.js-core/tesseract-core-lstm.wasm.js",
	"tesseract.js-core/tesseract-core-simd-lstm.wasm.js",
	"@tesseract.js-data/eng/4.0.0_best_int/eng.traineddata.gz",
];

/**
 * Put what reads printed numbers beside the staff's app, under names that its own loader looks for.
 *
 * A phone fetches it when a form first asks for a number, and keeps it for days without a network.
 */
export function numberReader(mode: string): Plugin {
	return {
		name: "number-reader",
		config: () => ({ define: { "import.meta.env.NUMBER_READER": JSON.stringify(FOLDER) } }),
		generateBundle() {
			if (mode !== "grid") return;
			for (const file of FILES) {
				const source = readFileSync(path.join(PACKAGES, file));
				this.emitFile({ type: "asset", fileName: `${FOLDER}/${path.basename(file)}`, source });
			}
		},
	};
}
