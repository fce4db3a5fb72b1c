import frappeui from "frappe-ui/tailwind";

const USED = "Button,TextInput,Textarea";
const text = (size, lineHeight) => [`${size}rem`, { lineHeight: String(lineHeight) }];

/** Sizes in rem, so that the large type option enlarges everything; the smallest is readable on an old phone. */
export default {
	presets: [frappeui],
	content: [
		"./src/**/*.{vue,ts}",
		`./node_modules/frappe-ui/src/components/{${USED}}/*.vue`,
		"./node_modules/frappe-ui/src/components/*.vue",
	],
	darkMode: ["selector", "[data-theme='dark']"],
	theme: {
		extend: {
			fontFamily: {
				sans: [
					"system-ui",
					"PingFang SC",
					"Noto Sans CJK SC",
					"Noto Sans SC",
					"Microsoft YaHei",
					"sans-serif",
				],
			},
			fontSize: {
				xs: text(0.8125, 1.4),
				sm: text(0.875, 1.45),
				base: text(1, 1.5),
				lg: text(1.0625, 1.5),
				xl: text(1.125, 1.4),
				"2xl": text(1.375, 1.35),
				"3xl": text(1.625, 1.3),
				"p-xs": text(0.8125, 1.5),
				"p-sm": text(0.875, 1.6),
				"p-base": text(1, 1.65),
			},
			colors: { brand: { DEFAULT: "#0b5cad", dark: "#08467f", light: "#e8f1fb" } },
		},
	},
};
