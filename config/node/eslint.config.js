import js from "@eslint/js";
import globals from "globals";

const DESK = {
	frappe: "readonly",
	__: "readonly",
	cur_frm: "readonly",
	locals: "readonly",
	$: "readonly",
	moment: "readonly",
	governance: "writable",
};

export default [
	{ ignores: ["**/node_modules/**", "**/dist/**", "**/public/frontend/**"] },
	js.configs.recommended,
	{ files: ["config/node/**/*.js"], languageOptions: { globals: globals.node } },
	{
		files: ["apps/*/frontend/*.js", "apps/*/frontend/tests/*.js"],
		languageOptions: { globals: globals.node },
	},
	{
		files: ["apps/**/*.js"],
		languageOptions: { globals: { ...globals.browser, ...DESK } },
	},
];
