import type { RowOfStore } from "@/sync";
import type * as doctypes from "@/types/doctypes";

type PlaceType = doctypes.PatrolChecklist["place_type"];
export type State = doctypes.PatrolPlace["state"];

interface Facility extends RowOfStore {
	facility_name: string;
	facility_kind: string;
	facility_number?: string;
	checked_on?: string;
	unit_label?: string;
	longitude?: number;
	latitude?: number;
}

interface KeyArea extends RowOfStore {
	area_name: string;
	area_kind: string;
	problem_label?: string;
	description?: string;
}

interface Located {
	grid: string;
	location?: string;
	status: string;
	kind_label?: string;
}

export type FacilityRow = Facility & Located;
export type KeyAreaRow = KeyArea & Located;

/** A facility or key area, as a round shows it. */
export interface Place {
	type: PlaceType;
	name: string;
	title: string;
	kind: string;
	kind_label: string;
	location: string;
	grid: string;
	note: string;
	looked_at_on: string;
}

/** One thing that is looked at, said as the state that is in order. */
export interface CheckItem {
	item: string;
	hazard_kind?: string;
}

export interface CheckList extends RowOfStore {
	checklist_name: string;
	place_type: PlaceType;
	facility_kind?: string;
	area_kind?: string;
	items: CheckItem[];
}

export interface HazardRule extends RowOfStore {
	hazard_kind: string;
	kind_label: string;
	category_label: string;
	at_once_from?: string;
}

export interface LookedAt {
	place_type: PlaceType;
	place: string;
	place_name: string;
	state: State;
	looked_at_on: string;
	checks?: string;
	finding?: string;
}

export interface Patrol extends RowOfStore {
	title: string;
	grid: string;
	grid_title?: string;
	patrol_task?: string;
	status: doctypes.Patrol["status"];
	user: string;
	member_name: string;
	started_on: string;
	ended_on?: string;
	/** when it was closed because nobody had ended it */
	closed_by_itself_on?: string;
	findings?: string;
	places: LookedAt[];
	is_mine: number;
}

export interface PatrolTask extends RowOfStore {
	title: string;
	grid: string;
	grid_title?: string;
	status: string;
	due_on: string;
	member_name?: string;
	covers: "Key Areas and Facilities" | "Key Areas" | "Facilities";
	kinds: string[];
	is_mine: number;
}

export interface Hazard extends RowOfStore {
	title: string;
	hazard_kind: string;
	hazard_level: string;
	kind_label?: string;
	level_label?: string;
	location?: string;
	grid: string;
	status: doctypes.Hazard["status"];
	found_on: string;
	rectify_by?: string;
	closed_on?: string;
	description?: string;
	measures?: string;
	result?: string;
	unit_label?: string;
	patrol?: string;
	governance_event?: string;
}

/** What a member says of a hazard that was found. */
export interface HazardDraft {
	title: string;
	hazard_kind: string;
	hazard_level: string;
	description: string;
	as_event: boolean;
}

/** How a hazard reads before the server has it, and whether it becomes an event as well. */
export interface HazardWords {
	kind: string;
	level: string;
	isEvent: boolean;
}

/** How one thing was found; not said yet where `ok` is undefined. */
export interface Check {
	item: string;
	hazard_kind?: string;
	ok?: boolean;
	note: string;
}
