import type { RouteRecordRaw } from "vue-router";
import { __ } from "@/shell/translation";

export const patrols: RouteRecordRaw[] = [
	{ path: "/patrols", component: () => import("./PatrolsPage.vue"), meta: { title: __("Patrols") } },
	{ path: "/patrols/:name", component: () => import("./RoundPage.vue"), meta: { title: __("Patrol") } },
	{
		path: "/patrols/:name/:type/:place",
		component: () => import("./LookPage.vue"),
		meta: { title: __("Patrol") },
	},
	{ path: "/hazards", component: () => import("./HazardList.vue"), meta: { title: __("Hazards") } },
	{
		path: "/hazards/new",
		component: () => import("./HazardForm.vue"),
		meta: { title: __("Hazard Found") },
	},
	{ path: "/hazards/:name", component: () => import("./HazardPage.vue"), meta: { title: __("Hazard") } },
];
