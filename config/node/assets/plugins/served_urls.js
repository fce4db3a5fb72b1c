/** Leave `/assets/…` URLs as they are: the web server answers them. */
export const servedUrls = {
	name: "served-urls",
	setup(build) {
		build.onResolve({ filter: /^\/assets\// }, ({ path }) => ({ path, external: true }));
	},
};
