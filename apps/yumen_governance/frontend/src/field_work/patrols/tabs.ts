import { __ } from "@/shell/translation";

export const TABS = [
	{ to: "/patrols", label: __("Patrols") },
	{ to: "/hazards", label: __("Hazards") },
];
