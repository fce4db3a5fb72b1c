import { ref, type Ref } from "vue";
import { ask } from "@/shell/http";

/** What the pages of events are made with, as the office has set it. */
export interface Settings {
	emergency: { number: string; words: string[] }[];
	pictures: number;
	megabytes: number;
	nearby_days: number;
	map: {
		tile_url: string;
		attribution: string;
		centre: [number, number];
		zoom: number;
		bounds: [number, number, number, number];
	};
}

const PLACE = "field_app.settings";
const settings = ref<Settings | null>(known());
let asked = false;

/** The settings, those of the last visit until the server has told its own; null before the first time. */
export function useSettings(): Readonly<Ref<Settings | null>> {
	if (!asked) {
		asked = true;
		ask<Settings>("field_app.settings").then(take, () => (asked = false));
	}
	return settings;
}

function take(told: Settings): void {
	settings.value = told;
	try {
		localStorage.setItem(PLACE, JSON.stringify(told));
	} catch {
		// they are asked for again next time
	}
}

function known(): Settings | null {
	try {
		return JSON.parse(localStorage.getItem(PLACE) || "null");
	} catch {
		return null;
	}
}
