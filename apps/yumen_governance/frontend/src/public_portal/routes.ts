import type { RouteRecordRaw } from "vue-router";
import { __ } from "@/shell/translation";
import PortalHome from "./PortalHome.vue";

/** The public's pages: the first comes at once, each other when it is asked for. */
export const routes: RouteRecordRaw[] = [
	{ path: "/", component: PortalHome },
	{ path: "/report", component: () => import("./report/ReportPage.vue"), meta: { title: __("Tip Off") } },
	{ path: "/track", component: () => import("./track/TrackPage.vue"), meta: { title: __("Track") } },
	{ path: "/notices", component: () => import("./NoticeList.vue"), meta: { title: __("Notices") } },
	{ path: "/notices/:name", component: () => import("./NoticePage.vue"), meta: { title: __("Notices") } },
	{ path: "/hall", component: () => import("./HallGuide.vue"), meta: { title: __("Hall Guide") } },
	{ path: "/book", component: () => import("./booking/BookPage.vue"), meta: { title: __("Book a Time") } },
	{
		path: "/appointment",
		component: () => import("./booking/AppointmentPage.vue"),
		meta: { title: __("My Appointment") },
	},
	{
		path: "/figures",
		component: () => import("./PublicFigures.vue"),
		meta: { title: __("Public Figures") },
	},
	{ path: "/signs", component: () => import("./RoadSigns.vue"), meta: { title: __("Not for Here") } },
];
