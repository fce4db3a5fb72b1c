import { shallowRef } from "vue";

const HOUR = 60 * 60 * 1000;

/** Changes over to a newer version of the app that was fetched; undefined while this is the newest. */
export const changeOver = shallowRef<() => void>();

/** Let the pages be installed, and open without a network: only where browsers allow it (https, localhost). */
export function installWorker(door: "portal" | "grid"): void {
	if (!("serviceWorker" in navigator) || !isSecureContext) return;
	addEventListener("load", () => {
		navigator.serviceWorker
			.register(`/${door}-sw.js`, { scope: `/${door}` })
			.then(lookForNewer)
			.catch(() => undefined);
	});
}

/** An app on a phone's screen stays open for days: look for a newer version now and then. */
function lookForNewer(registration: ServiceWorkerRegistration): void {
	let looked = Date.now();
	document.addEventListener("visibilitychange", () => {
		if (document.hidden || Date.now() - looked < HOUR) return;
		looked = Date.now();
		registration.update().catch(() => undefined);
	});
	const offer = () => {
		const { waiting } = registration;
		if (waiting && navigator.serviceWorker.controller) changeOver.value = () => begin(waiting);
	};
	registration.addEventListener("updatefound", () => {
		registration.installing?.addEventListener("statechange", offer);
	});
	offer();
}

function begin(newer: ServiceWorker): void {
	navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
	newer.postMessage({ type: "SKIP_WAITING" });
}
