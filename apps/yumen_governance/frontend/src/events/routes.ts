import type { RouteRecordRaw } from "vue-router";
import { __ } from "@/shell/translation";
import TodayPage from "./TodayPage.vue";

const routes: RouteRecordRaw[] = [
	{ path: "/", component: TodayPage, meta: { title: __("Today") } },
	{ path: "/events", component: () => import("./MyEvents.vue"), meta: { title: __("Events (tab)") } },
	{ path: "/events/:name", component: () => import("./EventPage.vue"), meta: { title: __("Event") } },
	{
		path: "/report",
		component: () => import("./report/ReportPage.vue"),
		meta: { title: __("Report an Event") },
	},
];

export default routes;
