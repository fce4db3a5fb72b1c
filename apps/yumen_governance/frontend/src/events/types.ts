import type { RowOfStore } from "@/sync";
import type { EventCategory, GovernanceEvent } from "@/types/doctypes";

/** What a phone keeps of an event as its DocType has it. */
type Shown =
	| ("title" | "category" | "urgency" | "description" | "address" | "longitude" | "latitude" | "grid")
	| ("reported_on" | "due_on" | "supervision_level" | "dispatch_opinion" | "decision_opinion" | "result")
	| ("reporter_name" | "reporter_phone");

/** An event as a phone keeps it (store `events`). */
export interface EventRow extends RowOfStore, Pick<GovernanceEvent, Shown> {
	category_label: string;
	source_label: string;
	grid_title: string;
	lead_title: string;
	workflow_state: string;
	state: string;
	stage: string;
	is_mine: 0 | 1;
	in_hand: 0 | 1;
	/** actions that hang on a condition which holds for this event */
	conditions: string[];
	history: Act[];
	pictures: { url: string; name: string }[];
	/** the visit that it came of, while it isn't sent */
	visit?: string;
}

/** A row of an event's timeline; without a name while it isn't sent. */
export interface Act {
	name: string;
	action: string;
	on: string;
	actor: string;
	opinion: string;
	to_state: string;
}

/** A field that a step asks for. */
export interface Ask {
	fieldname: string;
	label: string;
	fieldtype: string;
	help: string;
	options?: { value: string; label: string }[];
}

/** A transition that this person has a role for. */
export interface Step {
	state: string;
	action: string;
	label: string;
	next_state: string;
	next_label: string;
	next_stage: string;
	asks: Ask[];
	/** of each of these groups of fields one must be filled */
	needs: string[][];
	has_condition: 0 | 1;
	not_by_registrar: 0 | 1;
}

/** What may be done with events (store `workflows`, one row). */
export interface Ways extends RowOfStore {
	states: { state: string; label: string; stage: string }[];
	steps: Step[];
	/** what reporting, and settling on the spot, is called; null where the person may not */
	report: string | null;
	settle: string | null;
}

/** A row of the store `categories`. */
export interface Category
	extends RowOfStore, Pick<EventCategory, "category_name" | "parent_event_category" | "icon"> {
	category_code: string;
	photo_on_spot: 0 | 1;
	/** fields of an event that must be filled */
	required: string[];
	/** first letters of its name in every reading */
	keys: string[];
}
