import { thisMoment } from "@/shell/moments";
import { __ } from "@/shell/translation";
import { me, put, type Item } from "@/sync";
import type { EventRow, Ways } from "../types";
import type { Choice } from "./categories";
import type { Draft } from "./draft";

const TITLE = 60;
const LABELS = {
	text: __("What happened?"),
	address: __("Address"),
	result: __("Result"),
	reporter_name: __("Reporter Name"),
	reporter_phone: __("Reporter Phone"),
};

/** What of a draft is still missing, as a sentence; empty when it can be sent. */
export function missing(draft: Draft, choice: Choice | undefined): string {
	const { place, text } = draft;
	const asks = (field: string) => choice?.required.includes(field);
	if (!choice) return __("Please choose what it is about.");
	if (!place.address.trim() && !place.longitude)
		return __("Please say where it is: your position, a point on the map or an address.");
	if (asks("address") && !place.address.trim())
		return __("Please write the address: this category asks for it.");
	if (asks("longitude") && !place.longitude)
		return __("Please mark the place on the map: this category asks for it.");
	if (asks("description") && !text.trim())
		return __("Please write what happened: this category asks for it.");
	if (asks("reporter_name") && !draft.reporter_name.trim())
		return __("Please write who reported it: this category asks for it.");
	if (asks("reporter_phone") && !draft.reporter_phone.trim())
		return __("Please write the reporter's phone: this category asks for it.");
	if (asks("resident") || asks("external_ticket"))
		return __("Events of this category are registered on the desk.");
	if (!text.trim() && !draft.photos.length) return __("Please write what happened, or take a photo.");
	if (draft.isSettled && !draft.result.trim()) return __("Please write how it was settled.");
	if (draft.isSettled && choice.photo_on_spot && !draft.photos.length)
		return __("Please take a photo: this category is settled on the spot with one.");
	return "";
}

/** Put a report into the outbox; it is to be seen among the events at once. */
export function sendReport(
	draft: Draft,
	choice: Choice,
	ways: Ways | undefined,
	replaces?: string,
): Promise<Item> {
	const { place, photos, isSettled, text } = draft;
	const told = {
		text: text.trim(),
		reporter_name: draft.reporter_name,
		reporter_phone: draft.reporter_phone,
	};
	const values = Object.fromEntries(
		Object.entries({
			...{ category: draft.category, ...told, ...place, visit: draft.visit },
			result: isSettled ? draft.result.trim() : "",
		}).filter(([, value]) => value !== "" && value !== null),
	);
	const row = shownAs(draft, choice, ways);
	return put({
		...{ kind: "report_event", values, photos: [...photos], labels: LABELS, change: "/report", replaces },
		label: __("Report: {0}", row.title),
		shown: { store: "events", row },
	});
}

function shownAs(draft: Draft, choice: Choice, ways: Ways | undefined): Omit<EventRow, "name" | "modified"> {
	const { place, text } = draft;
	const first = text
		.trim()
		.split(/[\n。！？!?；;]/)[0]
		.slice(0, TITLE);
	const action = (draft.isSettled ? ways?.settle : ways?.report) ?? "";
	const state = draft.isSettled ? __("Settled on the Spot") : action;
	const act = {
		name: "",
		action,
		on: thisMoment(),
		actor: me.value.full_name,
		opinion: "",
		to_state: state,
	};
	return {
		title: first || `${choice.category_name} ${place.address}`.trim(),
		...{
			category: choice.name,
			category_label: choice.category_name,
			source_label: "",
			description: text,
		},
		...{ address: place.address, grid: place.grid, grid_title: "", lead_title: "" },
		...(place.longitude && place.latitude
			? { longitude: place.longitude, latitude: place.latitude }
			: {}),
		...{
			workflow_state: "",
			state,
			stage: draft.isSettled ? "Feedback" : "Triage",
			reported_on: thisMoment(),
		},
		...{ reporter_name: draft.reporter_name, result: draft.isSettled ? draft.result : "" },
		...{ is_mine: 1, in_hand: 0, conditions: [], history: [act], pictures: [] },
		...(draft.visit ? { visit: draft.visit } : {}),
	};
}
