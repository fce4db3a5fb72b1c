import { readFile } from "node:fs/promises";
import path from "node:path";

/** Register an imported `name.html` as the micro template `frappe.templates["name"]`. */
export const htmlTemplates = {
	name: "html-templates",
	setup(build) {
		build.onLoad({ filter: /\.html$/ }, async ({ path: file }) => {
			const name = path.basename(file).split(".")[0];
			const template = (await readFile(file, "utf8")).replaceAll("`", "\\`");
			return { contents: `frappe.templates[${JSON.stringify(name)}] = \`${template}\`;`, loader: "js" };
		});
	},
};
