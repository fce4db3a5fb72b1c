import { reactive, ref, watch } from "vue";
import { chance } from "./chance";
import type { Report } from "./portal";

const PLACE = "portal.draft";

/** A tip-off that is being written; its words stay on this device until it is sent, its pictures until the page closes. */
export const draft = reactive<Report>(kept() ?? empty());
export const pictures = ref<File[]>([]);

watch(draft, () => {
	// a number and its code are not left behind on a phone that others use
	keep({ ...draft, phone: "", phone_code: "", name: "" });
});

export function forgetDraft(): void {
	Object.assign(draft, empty());
	pictures.value = [];
	keep(null);
}

export function isEmpty(): boolean {
	return !draft.category && !draft.text && !pictures.value.length;
}

function empty(): Report {
	return {
		key: chance(),
		...{ category: "", text: "", grid: "", address: "", longitude: null, latitude: null },
		...{ name: "", phone: "", phone_code: "", may_be_named: false, about_unit: "" },
	};
}

function kept(): Report | null {
	try {
		const found = JSON.parse(localStorage.getItem(PLACE) || "null");
		return found ? { ...empty(), ...found } : null;
	} catch {
		return null;
	}
}

function keep(report: Report | null): void {
	try {
		if (report) localStorage.setItem(PLACE, JSON.stringify(report));
		else localStorage.removeItem(PLACE);
	} catch {
		// a browser that keeps nothing loses the draft with the page
	}
}
