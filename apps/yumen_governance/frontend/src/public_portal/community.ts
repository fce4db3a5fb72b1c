import { ref, watch } from "vue";

const PLACE = "portal.community";

/** The community whose notices the reader wants beside those for everybody; kept on this device only. */
export const community = ref(kept());

watch(community, (name) => {
	try {
		if (name) localStorage.setItem(PLACE, name);
		else localStorage.removeItem(PLACE);
	} catch {
		// a browser that keeps nothing asks again
	}
});

function kept(): string {
	try {
		return localStorage.getItem(PLACE) ?? "";
	} catch {
		return "";
	}
}
