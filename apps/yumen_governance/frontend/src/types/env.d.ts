declare module "virtual:translations" {
	const chinese: Record<string, string>;
	export default chinese;
}

declare module "*.svg?raw" {
	const text: string;
	export default text;
}
