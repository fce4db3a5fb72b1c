import type { RouteRecordRaw } from "vue-router";
import { __ } from "@/shell/translation";

const routes: RouteRecordRaw[] = [
	{
		path: "/leader",
		component: () => import("./LeaderPage.vue"),
		meta: { title: __("Leader's Desk") },
		children: [
			{ path: "", component: () => import("./CameIn.vue") },
			{ path: "plans", component: () => import("./PlansOfMembers.vue") },
			{ path: "help", component: () => import("./WhoNeedsHelp.vue") },
			{ path: "coverage", component: () => import("@/field_work/knowledge/CoverageView.vue") },
		],
	},
	{
		path: "/leader/plans/:name",
		component: () => import("./PlanPage.vue"),
		meta: { title: __("Entry Day") },
	},
	{
		path: "/leader/days/:name",
		component: () => import("./DayPage.vue"),
		meta: { title: __("Sum Up the Entry Day") },
	},
];

export default routes;
