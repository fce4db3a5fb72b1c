import { defineAsyncComponent, type Component } from "vue";
import EventsToday from "./EventsToday.vue";

/**
 * What is due today, the most pressing first. A feature adds its card here; a card shows nothing when nothing is due.
 */
export const cards: Component[] = [
	EventsToday,
	defineAsyncComponent(() => import("@/field_work/TodayCard.vue")),
	defineAsyncComponent(() => import("@/registry/TodayCard.vue")),
	defineAsyncComponent(() => import("@/field_work/patrols/TodayCard.vue")),
];
