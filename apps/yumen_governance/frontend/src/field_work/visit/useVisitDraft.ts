import { onMounted, reactive, ref, toRaw, watch, type Ref } from "vue";
import { keep, kept } from "@/sync";
import type { VisitDraft } from "../keeping";

const DRAWER = "visit";
/** Milliseconds without a word before all is kept anew: photos are sealed each time. */
const PAUSE = 400;

/** A visit that is being written down: it outlives a phone call and an app that the phone has closed. */
export function useVisitDraft(begun: Partial<VisitDraft>): {
	draft: VisitDraft;
	photos: Ref<Blob[]>;
	forget: () => Promise<void>;
} {
	const draft = reactive<VisitDraft>({ ...empty(), ...begun });
	const photos = ref<Blob[]>([]);
	let isKept = false;
	let timer = 0;

	onMounted(async () => {
		const old = await kept<{ draft: VisitDraft; photos: Blob[] }>(DRAWER).catch(() => null);
		if (old && isSame(old.draft, begun)) {
			Object.assign(draft, old.draft);
			photos.value = old.photos;
		}
		isKept = true;
	});
	watch(
		[draft, photos],
		() => {
			clearTimeout(timer);
			if (isKept) timer = window.setTimeout(store, PAUSE);
		},
		{ deep: true },
	);

	function store() {
		void keep(DRAWER, { draft: { ...toRaw(draft) }, photos: [...toRaw(photos.value)] });
	}

	async function forget() {
		isKept = false;
		clearTimeout(timer);
		await keep(DRAWER, null);
	}
	return { draft, photos, forget };
}

/** Whether what was kept is the visit that is opened now. */
function isSame(old: VisitDraft, begun: Partial<VisitDraft>): boolean {
	return (!begun.household || old.household === begun.household) && old.plan === (begun.plan ?? "");
}

function empty(): VisitDraft {
	const texts = {
		visit: "",
		household: "",
		plan: "",
		event: "",
		purpose: "",
		met: "" as const,
		met_others: "",
	};
	const rest = { findings: "", help_wanted: "", repeat_reason: "", needs_help: false };
	return { ...texts, ...rest, met_people: [], knowledge: [] };
}
