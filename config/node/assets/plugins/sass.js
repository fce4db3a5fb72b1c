import { readFile } from "node:fs/promises";
import path from "node:path";

/** Compile `.scss` and `.sass` files to CSS. */
export function sassStyles(compileSass) {
	return {
		name: "sass-styles",
		setup(build) {
			build.onLoad({ filter: /\.s[ac]ss$/ }, async ({ path: file }) => {
				const source = await readFile(file, "utf8");
				const lang = path.extname(file).slice(1);
				return { contents: compileSass(source, file, lang), loader: "css" };
			});
		},
	};
}
