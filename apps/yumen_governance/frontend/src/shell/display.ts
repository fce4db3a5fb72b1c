import { ref, watchEffect } from "vue";

type Theme = "light" | "dark";

const DARK = matchMedia("(prefers-color-scheme: dark)");

/** How a person wants to see the pages; kept on this device alone. */
export const theme = ref<Theme>((kept("theme") as Theme) || (DARK.matches ? "dark" : "light"));
export const largeType = ref(kept("type") === "large");

export function followDisplay(): void {
	watchEffect(() => {
		document.documentElement.dataset.theme = theme.value;
		keep("theme", theme.value);
	});
	watchEffect(() => {
		document.documentElement.dataset.type = largeType.value ? "large" : "usual";
		keep("type", largeType.value ? "large" : "usual");
	});
}

function kept(name: string): string | null {
	try {
		return localStorage.getItem(`display.${name}`);
	} catch {
		return null;
	}
}

function keep(name: string, value: string): void {
	try {
		localStorage.setItem(`display.${name}`, value);
	} catch {
		// a browser that keeps nothing shows the usual
	}
}
