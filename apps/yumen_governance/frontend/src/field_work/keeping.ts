/** What goes into the outbox of visits: the only place that knows these kinds of items. */
import { thisMoment } from "@/shell/moments";
import { __ } from "@/shell/translation";
import { me, put, type Item } from "@/sync";
import { MET_WORDS } from "./words";
import type { Met, Visit } from "./types";

// How the pages of what is unsent or in conflict call the values
export const LABELS = {
	purpose: __("What for"),
	met_names: __("Who was met"),
	findings: __("What was found"),
	help_wanted: __("What help?"),
	repeat_reason: __("Why again so soon"),
	feedback: __("Feedback"),
	summary: __("Summary"),
	text: __("What is dangerous?"),
};

/** Stands for the record that an item makes, until it is sent. */
export const NOT_SENT = __("not sent yet");

/** What was seen and heard in a household, as the form holds it. */
export interface VisitDraft {
	/** a visit whose purpose was set before and that goes on here */
	visit: string;
	household: string;
	plan: string;
	event: string;
	purpose: string;
	met: Met | "";
	/** records of residents who were met */
	met_people: string[];
	met_others: string;
	findings: string;
	knowledge: string[];
	needs_help: boolean;
	help_wanted: string;
	repeat_reason: string;
}

/** What a list shows of a household. */
export interface Home {
	head_name: string;
	address: string;
	grid: string;
}

/** What the form knows of its choices in words. */
export interface InWords {
	met: string[];
	knowledge: { item: string; label: string }[];
}

/** Keep a visit; its name is the id of the item that comes back. */
export function keepVisit(draft: VisitDraft, words: InWords, home: Home, photos: Blob[]): Promise<Item> {
	const values = valuesOf(draft, words.met);
	const isHome = draft.met !== "Nobody at Home";
	const shown = {
		visited_on: thisMoment(),
		visitor_name: me.value.full_name,
		unit_title: "",
		is_mine: 1,
		status: isHome ? "Awaiting Feedback" : "Nobody at Home",
		met_label: draft.met && MET_WORDS[draft.met],
		knowledge: isHome ? words.knowledge : [],
		photos: photos.length,
		about_event: draft.event,
		event: null,
	};
	return put({
		...{ kind: "visit", values, photos, labels: LABELS },
		label: __("Visit: {0}", home.head_name || home.address),
		shown: { store: "visits", row: { ...values, ...home, ...shown, name: draft.visit } },
	});
}

/** What is told of a visit: nothing of what stayed empty, and nothing that was seen where nobody was at home. */
function valuesOf(draft: VisitDraft, met: string[]): object {
	const { visit, household, purpose, plan, event, repeat_reason, findings } = draft;
	const { knowledge, help_wanted } = draft;
	const names = [...met, draft.met_others.trim()].filter(Boolean).join("、");
	const needs_help = draft.needs_help ? 1 : 0;
	const seen = {
		met_names: names,
		findings,
		knowledge,
		needs_help,
		help_wanted: needs_help && help_wanted,
	};
	const values = {
		...{ visit, household, purpose, plan, event, repeat_reason, met: draft.met },
		...(draft.met === "Nobody at Home" ? {} : seen),
	};
	return Object.fromEntries(Object.entries(values).filter(([, value]) => value));
}

/** Keep what came of a visit, or why the household was visited again so soon. */
export function keepFeedback(
	visit: Visit,
	told: { feedback?: string; repeat_reason?: string },
): Promise<Item> {
	const shown = { ...visit, ...told, ...(told.repeat_reason ? { asks_repeat_reason: 0 } : {}) };
	const isComplete = shown.feedback && !shown.asks_repeat_reason;
	const complete = { status: "Complete", status_label: __("Complete") };
	return put({
		kind: "visit_feedback",
		labels: LABELS,
		values: { visit: visit.name, ...told },
		...(visit.modified ? { base: { store: "visits", name: visit.name, modified: visit.modified } } : {}),
		label: __("Feedback: {0}", visit.head_name || visit.address),
		shown: {
			store: "visits",
			row: { ...shown, feedback_on: thisMoment(), ...(isComplete ? complete : {}) },
		},
		opens: `/visits/${visit.name}`,
	});
}

/**
 * Make a hazard of what was found in a household.
 *
 * @param isEvent - whether it becomes an event as well, by the office's rule or because the person asks for it
 */
export function makeHazard(visit: Visit, hazard: HazardOfVisit, isEvent: boolean): Promise<Item> {
	const made = { hazard: NOT_SENT, event: visit.event || (isEvent ? NOT_SENT : null) };
	return put({
		kind: "visit_finding",
		labels: LABELS,
		values: { visit: visit.name, becomes: "Hazard", ...hazard },
		label: __("Hazard: {0}", visit.address || visit.head_name),
		shown: { store: "visits", row: { ...visit, ...made } },
		opens: `/visits/${visit.name}`,
	});
}

export interface HazardOfVisit {
	text: string;
	hazard_kind: string;
	hazard_level: string;
	as_event: 0 | 1;
}
