/** What the stores of entry days, visits and knowledge hold; words come from the server ready to be shown. */
import type { RowOfStore } from "@/sync";
import type * as doctypes from "@/types/doctypes";

/** A household on the plan of an entry day; named by it within the plan. */
export interface PlannedVisit {
	household: string;
	head_name: string;
	address: string;
	grid: string;
	reason: NonNullable<doctypes.PlannedVisit["reason"]>;
	reason_label: string;
	/** day on which it was seen last */
	seen_on: string | null;
	purpose: string | null;
	event: string | null;
	event_title: string | null;
	visit: string | null;
	outcome: NonNullable<doctypes.PlannedVisit["outcome"]>;
	/** why it was left out */
	note: string | null;
	known_to_you?: string[];
}

/** One of the seven activities of an entry day; named by it within the plan. */
export interface PlannedActivity {
	activity: string;
	label: string;
	/** where a tap leads */
	opens: "" | "Visit" | "Collect" | "Report" | "Patrol";
	done: 0 | 1;
	findings: string | null;
	done_on: string | null;
	decision: Decision | "";
	decision_note: string | null;
	event: string | null;
}

/** What a leader decides about a finding. */
export type Decision = Exclude<doctypes.PlannedActivity["decision"], "" | undefined>;

export interface EntryPlan extends RowOfStore {
	grid: string;
	grid_title: string;
	member_name: string;
	user: string | null;
	entry_day: string;
	status: doctypes.EntryDayPlan["status"];
	summary: string | null;
	is_mine: 0 | 1;
	may_lead: 0 | 1;
	visits: PlannedVisit[];
	activities: PlannedActivity[];
}

/** What an entry day of a grid brought, for its leader. */
export interface EntrySummary extends RowOfStore {
	grid: string;
	grid_title: string;
	entry_day: string;
	status: doctypes.EntryDaySummary["status"];
	summary: string | null;
	summed_up_by_name: string | null;
	plans: number;
	plans_done: number;
	visits_made: number;
	nobody_home: number;
	findings: number;
	findings_open: number;
	needs_open: number;
}

export type Met = Exclude<doctypes.HouseholdVisit["met"], "" | undefined>;

export interface Visit extends RowOfStore {
	grid: string;
	household: string;
	head_name: string;
	address: string;
	/** empty while only its purpose is set */
	visited_on: string | null;
	purpose_on: string | null;
	visitor_name: string;
	/** the department that sent the visitor; empty for the grid's own */
	unit_title: string;
	is_mine: 0 | 1;
	plan: string | null;
	purpose: string | null;
	met: Met | null;
	met_label: string | null;
	met_names: string | null;
	findings: string | null;
	knowledge: { item: string; label: string; note: string | null }[];
	needs_help: 0 | 1;
	help_wanted: string | null;
	help_status: NonNullable<doctypes.HouseholdVisit["help_status"]>;
	help_status_label: string;
	help_answer: string | null;
	help_answered_by_name: string | null;
	help_answered_on: string | null;
	feedback: string | null;
	feedback_on: string | null;
	feedback_due_on: string | null;
	status: NonNullable<doctypes.HouseholdVisit["status"]>;
	status_label: string;
	/** before this day another visit asks for a reason */
	again_from: string | null;
	/** the visit so shortly before, and by whom */
	earlier_visit_on: string | null;
	earlier_visitor: string | null;
	repeat_reason: string | null;
	asks_repeat_reason: 0 | 1;
	/** the event that was the reason to come */
	about_event: string | null;
	/** what was made of the findings */
	event: string | null;
	hazard: string | null;
	photos: number;
	may_answer: 0 | 1;
}

/** One of the twelve things that is to be known of a grid. */
export interface GridKnowledge extends RowOfStore {
	grid: string;
	grid_title: string;
	item: string;
	label: string;
	item_group: "Three to Know" | "Three to Be Clear About" | "Six to Master";
	group_label: string;
	sort_order: number;
	known_on: string | null;
	known_by_name: string | null;
	note: string | null;
	/** until this day it counts as known */
	fresh_until: string | null;
}

/** Words to tap in place of typing them. */
export interface VisitChoice extends RowOfStore {
	kind: "Purpose of the Visit" | "Finding" | "Wish for Help";
	label: string;
	sort_order: number;
}
