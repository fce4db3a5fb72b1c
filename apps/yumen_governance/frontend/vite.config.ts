import { createHash } from "node:crypto";
import path from "node:path";
import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vite";
import { VitePWA } from "vite-plugin-pwa";
import { translations } from "./build/translations";
import { app, installable } from "./build/apps";
import { numberReader } from "./build/number-reader";

const SOURCES = path.resolve(__dirname, "src");

/** One build for each door, so that neither carries the other's code: `--mode portal` or `--mode grid`. */
export default defineConfig(({ mode }) => {
	const { route } = app(mode);
	const base = `/assets/yumen_governance/frontend/${mode}/`;
	return {
		base,
		resolve: {
			alias: {
				"@": SOURCES,
				"frappe-ui": path.resolve(__dirname, "build/frappe-ui.ts"),
				"feather-icons": path.resolve(__dirname, "build/no-feather.ts"),
			},
		},
		plugins: [
			vue({ template: { transformAssetUrls: false } }),
			translations(SOURCES),
			installable(mode),
			numberReader(mode),
			VitePWA({
				injectRegister: false,
				filename: "sw.js",
				manifest: false,
				workbox: {
					globPatterns: ["**/*.{js,css}"],
					globIgnores: ["reader/**"],
					modifyURLPrefix: { "": base },
					inlineWorkboxRuntime: true,
					cleanupOutdatedCaches: true,
					runtimeCaching: mode === "portal" ? pagesToKeep(route) : [readerToKeep],
					...shellToKeep(mode, route),
				},
			}),
		],
		build: {
			outDir: path.resolve(__dirname, `../yumen_governance/public/frontend/${mode}`),
			emptyOutDir: true,
			manifest: "manifest.json",
			target: "es2019",
			rollupOptions: { input: path.resolve(SOURCES, `${mode}.ts`) },
		},
	};
});

/** The public page opens without a network once it was seen. */
function pagesToKeep(route: string) {
	return [
		{
			urlPattern: new RegExp(`^https?://[^/]+${route}($|[/?])`),
			handler: "NetworkFirst" as const,
			options: { cacheName: "pages", networkTimeoutSeconds: 5, expiration: { maxEntries: 12 } },
		},
	];
}

/** What reads printed numbers is fetched when it is first needed; its folder is named by its version. */
const readerToKeep = {
	urlPattern: /\/frontend\/grid\/reader\//,
	handler: "CacheFirst" as const,
	options: { cacheName: "number-reader", expiration: { maxEntries: 4 } },
};

/**
 * The staff's pages open in a shell that knows nobody: who they are for is told by what the phone keeps sealed.
 *
 * The shell names built files, so it is fetched anew with each build.
 */
function shellToKeep(mode: string, route: string) {
	if (mode !== "grid") return { navigateFallback: null };
	const shell = `${route}-shell`;
	const images = ["emblem.svg", "app-icon-192.png"].map(
		(file) => `/assets/yumen_governance/images/${file}`,
	);
	return {
		// a page that was opened before there was a worker goes on by it: somebody may walk out of the network at once
		clientsClaim: true,
		navigateFallback: shell,
		navigateFallbackAllowlist: [new RegExp(`^${route}($|[/?])`)],
		manifestTransforms: [
			(built: { url: string; size: number }[]) => {
				const revision = hashOf(built.map(({ url }) => url).join());
				const more = [shell, ...images].map((url) => ({ url, revision, size: 0 }));
				return { manifest: [...built, ...more] };
			},
		],
	};
}

function hashOf(text: string): string {
	return createHash("sha256").update(text).digest("hex").slice(0, 16);
}
