import type { RouteRecordRaw } from "vue-router";
import { __ } from "./translation";

const routes: RouteRecordRaw[] = [
	{ path: "/more", component: () => import("./MorePage.vue"), meta: { title: __("More") } },
];

export default routes;
