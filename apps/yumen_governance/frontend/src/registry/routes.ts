import type { RouteRecordRaw } from "vue-router";
import { __ } from "@/shell/translation";

const form = () => import("./FormPage.vue");

/** The form of one record isn't the form of the next: each address has a page of its own. */
const routes: RouteRecordRaw[] = [
	{
		path: "/registry",
		component: () => import("./SearchPage.vue"),
		meta: { title: __("People and Homes") },
	},
	{
		path: "/registry/proposals",
		component: () => import("./ProposalList.vue"),
		meta: { title: __("Correction Proposals") },
	},
	{
		path: "/registry/proposals/:name",
		component: () => import("./ProposalPage.vue"),
		meta: { title: __("Correction Proposal") },
	},
	{ path: "/registry/new/:store", component: form, meta: { title: __("New Record") } },
	{
		path: "/registry/households/:name",
		component: () => import("./HouseholdPage.vue"),
		meta: { title: __("Household") },
	},
	{ path: "/registry/:store/:name/correct", component: form, meta: { title: __("Correct") } },
	{
		path: "/registry/:store/:name",
		component: () => import("./RecordPage.vue"),
		meta: { title: __("Record") },
	},
];

export default routes;
