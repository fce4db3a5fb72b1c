/** What goes into the outbox on a round: the only place that knows these kinds of items. */
import { thisMoment } from "@/shell/moments";
import { __ } from "@/shell/translation";
import { me, put, type Item } from "@/sync";
import type {
	Check,
	Hazard,
	HazardDraft,
	HazardWords,
	LookedAt,
	Patrol,
	PatrolTask,
	Place,
	State,
} from "./types";

const LABELS = {
	finding: __("Finding"),
	findings: __("Notes on the Round"),
	title: __("Hazard"),
	description: __("Description"),
	measures: __("Measures"),
	result: __("Result of Rectification"),
};

/** Begin a round; its name is the id of the item that comes back, on the phone and at the server. */
export function beginRound(grid: string, gridTitle: string, task?: PatrolTask): Promise<Item> {
	const row: Partial<Patrol> = {
		...{ title: `${thisMoment().slice(0, 10)} ${gridTitle}`, grid, grid_title: gridTitle },
		...{ patrol_task: task?.name, status: "Under Way", user: me.value.user, is_mine: 1 },
		...{ member_name: me.value.full_name, started_on: thisMoment(), places: [] },
	};
	return put({
		kind: "patrol",
		values: { step: "begin", grid, task: task?.name },
		label: __("Patrol begun: {0}", gridTitle),
		shown: { store: "patrols", row },
	});
}

/** Keep how a place was found. */
export function keepLook(
	patrol: Patrol,
	place: Place,
	told: { state: State; checks: Check[]; finding: string },
	photos: Blob[] = [],
): Promise<Item> {
	const checks = told.checks
		.filter(({ ok }) => ok !== undefined)
		.map(({ item, ok, note }) => ({ item, ok: ok ? 1 : 0, note }));
	const look: LookedAt = {
		...{ place_type: place.type, place: place.name, place_name: place.title },
		...{ state: told.state, finding: told.finding, looked_at_on: thisMoment() },
		checks: checks
			.map(({ item, ok, note }) => `${ok ? "✓" : "✗"} ${item}${note && `（${note}）`}`)
			.join("\n"),
	};
	const { place_type, place: name, state, finding } = look;
	return put({
		...{ kind: "patrol", labels: LABELS, photos },
		values: { step: "look", patrol: patrol.name, place_type, place: name, state, checks, finding },
		label: __("Looked at: {0}", place.title),
		shown: { store: "patrols", row: { ...patrol, places: [...others(patrol, place), look] } },
		opens: `/patrols/${patrol.name}`,
	});
}

const others = (patrol: Patrol, place: Place) => patrol.places.filter((row) => row.place !== place.name);

/** End a round. */
export function endRound(patrol: Patrol, findings: string): Promise<Item> {
	const ended = { status: "Done", ended_on: thisMoment(), findings };
	return put({
		...{ kind: "patrol", labels: LABELS },
		values: { step: "end", patrol: patrol.name, findings },
		label: __("Patrol ended: {0}", patrol.grid_title ?? patrol.title),
		shown: { store: "patrols", row: { ...patrol, ...ended } },
		opens: `/patrols/${patrol.name}`,
	});
}

/** Where a hazard was found. */
export interface FoundAt {
	grid: string;
	place?: Place;
	patrol?: string;
	location?: string;
	longitude?: number | null;
	latitude?: number | null;
}

/** Keep a hazard that was found. */
export function keepHazard(
	draft: HazardDraft,
	at: FoundAt,
	words: HazardWords,
	photos: Blob[],
): Promise<Item> {
	const { place, patrol, ...where } = at;
	const link = place ? { [place.type === "Key Area" ? "key_area" : "facility"]: place.name } : {};
	const location = where.location || (place ? [place.location, place.title].filter(Boolean).join(" ") : "");
	const values = { ...draft, ...where, location, ...link, patrol, as_event: draft.as_event ? 1 : 0 };
	const shown = {
		...{ status: "To Rectify", found_on: thisMoment().slice(0, 10) },
		...{ kind_label: words.kind, level_label: words.level },
		governance_event: words.isEvent ? __("not sent yet") : undefined,
	};
	return put({
		...{ kind: "hazard", values, photos, labels: LABELS },
		label: __("Hazard: {0}", draft.title),
		shown: { store: "hazards", row: { ...values, ...shown } },
	});
}

/** Report a known hazard as an event. */
export function reportHazard(hazard: Hazard): Promise<Item> {
	return put({
		kind: "hazard_event",
		values: { hazard: hazard.name },
		label: __("Report as an event: {0}", hazard.title),
		shown: { store: "hazards", row: { ...hazard, governance_event: __("not sent yet") } },
		opens: `/hazards/${hazard.name}`,
	});
}

/** Keep what is done about a hazard, or that it is rectified. */
export function keepRectified(
	hazard: Hazard,
	told: { status: "Rectifying" | "Rectified"; measures: string; result: string },
	photos: Blob[],
): Promise<Item> {
	const closed = told.status === "Rectified" ? { closed_on: thisMoment().slice(0, 10) } : {};
	return put({
		...{ kind: "hazard_rectified", photos, labels: LABELS },
		values: { hazard: hazard.name, ...told },
		base: { store: "hazards", name: hazard.name, modified: hazard.modified },
		label: __("Hazard: {0}", hazard.title),
		shown: { store: "hazards", row: { ...hazard, ...told, ...closed } },
		opens: `/hazards/${hazard.name}`,
	});
}
