import type { RouteRecordRaw } from "vue-router";
import { __ } from "@/shell/translation";

export const publicity: RouteRecordRaw[] = [
	{ path: "/publicity", component: () => import("./NoticesPage.vue"), meta: { title: __("Publicity") } },
	{
		path: "/publicity/talks",
		component: () => import("./TalksPage.vue"),
		meta: { title: __("What Was Told") },
	},
	{
		path: "/publicity/talks/new",
		component: () => import("./TalkForm.vue"),
		meta: { title: __("Record a Talk") },
	},
	{
		path: "/publicity/notices/:name",
		component: () => import("./NoticePage.vue"),
		meta: { title: __("To Read Out") },
	},
];
