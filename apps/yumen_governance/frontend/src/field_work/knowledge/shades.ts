/** From little to much known: lightness alone tells them apart, so that who sees no colours reads them too. */
export const SHADES = [
	{ from: 0, colour: "#fff7bc" },
	{ from: 25, colour: "#c7e9b4" },
	{ from: 50, colour: "#41b6c4" },
	{ from: 75, colour: "#225ea8" },
	{ from: 100, colour: "#081d58" },
];

/** The colour of a grid of which so many percent are known. */
export function shadeOf(percent: number): string {
	return SHADES.filter(({ from }) => percent >= from).at(-1)!.colour;
}
