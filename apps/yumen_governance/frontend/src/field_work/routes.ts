import type { RouteRecordRaw } from "vue-router";
import { __ } from "@/shell/translation";
import { patrols } from "./patrols/routes";
import { positions } from "./positions/routes";
import { publicity } from "./publicity/routes";
import VisitList from "./visit/VisitList.vue";

const routes: RouteRecordRaw[] = [
	{ path: "/visits", component: VisitList, meta: { title: __("Visits") } },
	{
		path: "/visits/new",
		component: () => import("./visit/VisitForm.vue"),
		meta: { title: __("Record a Visit") },
	},
	{
		path: "/visits/home/:household",
		component: () => import("./visit/HouseholdPage.vue"),
		meta: { title: __("Household") },
	},
	{ path: "/visits/:name", component: () => import("./visit/VisitPage.vue"), meta: { title: __("Visit") } },
	{
		path: "/entry-day/:name?",
		component: () => import("./entry_day/EntryDayPage.vue"),
		meta: { title: __("Entry Day") },
	},
	{
		path: "/coverage/:grid?",
		component: () => import("./knowledge/CoveragePage.vue"),
		meta: { title: __("Coverage of Knowledge") },
	},
	...patrols,
	...publicity,
	...positions,
];

export default routes;
