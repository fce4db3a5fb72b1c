import type { RouteRecordRaw } from "vue-router";
import { __ } from "@/shell/translation";

const routes: RouteRecordRaw[] = [
	{ path: "/unsent", component: () => import("./UnsentPage.vue"), meta: { title: __("Not Sent Yet") } },
	{ path: "/unsent/:id", component: () => import("./ItemPage.vue"), meta: { title: __("Not Sent Yet") } },
	{ path: "/pin", component: () => import("./PinPage.vue"), meta: { title: __("Offline PIN") } },
];

export default routes;
