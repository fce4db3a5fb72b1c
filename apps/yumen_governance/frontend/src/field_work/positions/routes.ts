import type { RouteRecordRaw } from "vue-router";
import { __ } from "@/shell/translation";

export const positions: RouteRecordRaw[] = [
	{ path: "/where", component: () => import("./TasksPage.vue"), meta: { title: __("Positions") } },
	{
		path: "/where/:type/:task",
		component: () => import("./TrailPage.vue"),
		meta: { title: __("Positions") },
	},
];
