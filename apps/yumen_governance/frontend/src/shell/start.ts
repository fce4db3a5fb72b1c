import { createApp, type Component } from "vue";
import {
	createRouter,
	createWebHistory,
	type RouteLocationNormalized,
	type RouteRecordRaw,
} from "vue-router";
import "@/styles/base.css";
import { followDisplay } from "./display";
import { mishap, sentenceOf } from "./problems";
import { installWorker } from "./worker";

/**
 * Start an app in the page's shell.
 *
 * @param door whose built files and address these are
 * @param title of the pages that have none of their own
 */
export function start(
	door: "portal" | "grid",
	shell: Component,
	routes: RouteRecordRaw[],
	title: string,
): void {
	const router = createRouter({
		history: createWebHistory(`/${door}`),
		routes: [...routes, { path: "/:rest(.*)*", redirect: "/" }],
		scrollBehavior: (to, from, saved) => saved ?? (isSamePage(to, from) ? false : { top: 0 }),
	});
	router.afterEach((to, from) => {
		mishap.value = "";
		document.title = to.meta.title ? `${to.meta.title} - ${title}` : title;
		// a filter that is kept in the address is no other page: the finger, or the focus, stays where it is
		if (isSamePage(to, from)) return;
		requestAnimationFrame(() =>
			document.querySelector<HTMLElement>("main h1")?.focus({ preventScroll: true }),
		);
	});
	const app = createApp(shell);
	app.config.errorHandler = (error) => (mishap.value = sentenceOf(error));
	app.use(router).mount("#app");
	followDisplay();
	installWorker(door);
}

function isSamePage(to: RouteLocationNormalized, from: RouteLocationNormalized): boolean {
	return to.path === from.path && to.hash === from.hash && from.matched.length > 0;
}
