import { reactive, watch } from "vue";
import { emptyPlace, type Place } from "@/components/place";
import { keep, kept } from "@/sync";

/** A report that is being written. */
export interface Draft {
	category: string;
	text: string;
	place: Place;
	/** whether it is settled already */
	isSettled: boolean;
	result: string;
	reporter_name: string;
	reporter_phone: string;
	/** what it came of: a household visit */
	visit: string;
	photos: Blob[];
}

export function noDraft(): Draft {
	return {
		...{ category: "", text: "", place: emptyPlace(), isSettled: false, result: "" },
		...{ reporter_name: "", reporter_phone: "", visit: "", photos: [] },
	};
}

/**
 * A draft of this person's next report; kept on the phone, sealed, until it is sent or thrown away.
 *
 * What is reported of a visit lies in a drawer of its own: it doesn't mix with a report that was begun before.
 */
export function useDraft(): {
	draft: Draft;
	open: (name: string) => Promise<void>;
	forget: () => void;
} {
	const draft = reactive<Draft>(noDraft());
	let drawer = "";
	let timer = 0;
	watch(draft, () => {
		clearTimeout(timer);
		timer = drawer ? window.setTimeout(store, 400) : 0;
	});

	function store() {
		clearTimeout(timer);
		timer = 0;
		void keep(drawer, isEmpty(draft) ? null : copied(draft));
	}
	return {
		draft,
		async open(name) {
			if (timer) store();
			drawer = "";
			Object.assign(draft, noDraft(), (await kept<Draft>(name).catch(() => null)) ?? {});
			drawer = name;
		},
		forget() {
			Object.assign(draft, noDraft());
			void keep(drawer, null);
		},
	};
}

export function isEmpty(draft: Draft): boolean {
	return !draft.category && !draft.text.trim() && !draft.photos.length && !draft.result.trim();
}

function copied(draft: Draft): Draft {
	return { ...draft, place: { ...draft.place }, photos: [...draft.photos] };
}
