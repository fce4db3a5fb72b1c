import type { Plugin } from "vite";

/** What each of the two doors is called on a phone's screen, and where it stands. */
const APPS = {
	portal: {
		title: "玉门社会治理",
		description: "随手爆料、查询进度、办事指南",
		route: "/portal",
	},
	grid: {
		title: "活力网格",
		description: "网格员移动工作台",
		route: "/grid",
	},
} as const;

export function app(mode: string) {
	if (!(mode in APPS)) throw new Error(`Build with --mode ${Object.keys(APPS).join(" or --mode ")}`);
	return APPS[mode as keyof typeof APPS];
}

/** Write what a phone asks for when it puts an app on its screen: the PWA plugin would keep it under an address of its own. */
export function installable(mode: string): Plugin {
	const { title, description, route } = app(mode);
	const icons = [192, 512].map((pixels) => ({
		src: `/assets/yumen_governance/images/app-icon-${pixels}.png`,
		sizes: `${pixels}x${pixels}`,
		type: "image/png",
		purpose: "any maskable",
	}));
	const manifest = {
		...{ id: route, name: title, short_name: title, description, lang: "zh-CN" },
		...{ start_url: route, scope: route, display: "standalone", icons },
		...{ theme_color: "#0b5cad", background_color: "#ffffff" },
	};
	return {
		name: "installable",
		generateBundle() {
			this.emitFile({ type: "asset", fileName: "app.webmanifest", source: JSON.stringify(manifest) });
		},
	};
}
