import "vue-router";

declare module "vue-router" {
	interface RouteMeta {
		/** what the browser's tab is called */
		title?: string;
	}
}
