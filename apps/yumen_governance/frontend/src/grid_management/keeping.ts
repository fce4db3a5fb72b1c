/** What a leader puts into the outbox: changes of plans, decisions on findings, answers to who needs help. */
import { thisMoment } from "@/shell/moments";
import { __ } from "@/shell/translation";
import { me, put, type Item } from "@/sync";
import type {
	Decision,
	EntryPlan,
	EntrySummary,
	PlannedActivity,
	PlannedVisit,
	Visit,
} from "@/field_work/types";

const LABELS = {
	answer: __("Answer to the need"),
	summary: __("Summary"),
	purposes: __("Purposes"),
};

/** What a leader changes in a plan before its day. */
export interface PlanChange {
	add?: { household: string; head_name: string; address: string; grid: string; purpose: string }[];
	drop?: string[];
	purposes?: Record<string, string>;
}

/** Change whom a member is to see, and what for. */
export function changePlan(plan: EntryPlan, change: PlanChange): Promise<Item> {
	const { add = [], drop = [], purposes = {} } = change;
	const kept = plan.visits
		.filter((row) => !drop.includes(row.household))
		.map((row) => ({ ...row, purpose: purposes[row.household] ?? row.purpose }));
	const values = { add: add.map(({ household, purpose }) => ({ household, purpose })), drop, purposes };
	return put({
		kind: "plan_change",
		values: { plan: plan.name, ...values },
		label: __("Plan of {0}", plan.member_name),
		labels: LABELS,
		base: { store: "entry_plans", name: plan.name, modified: plan.modified },
		shown: { store: "entry_plans", row: { ...plan, visits: [...kept, ...add.map(added)] } },
		opens: `/leader/plans/${plan.name}`,
	});
}

function added(row: {
	household: string;
	head_name: string;
	address: string;
	grid: string;
	purpose: string;
}) {
	const none = { seen_on: null, event: null, event_title: null, visit: null, outcome: "", note: null };
	return {
		...row,
		...none,
		reason: "Added by Leader",
		reason_label: __("Added by the leader"),
	} as PlannedVisit;
}

/** Decide what becomes of a finding of an entry day. */
export function decide(
	summary: EntrySummary,
	plan: EntryPlan,
	row: PlannedActivity,
	decision: Decision,
	note: string,
): Promise<Item> {
	const activities = plan.activities.map((each) =>
		each.activity === row.activity ? { ...each, decision, decision_note: note } : each,
	);
	return put({
		kind: "entry_summary",
		values: {
			...{ grid: summary.grid, entry_day: summary.entry_day },
			decisions: [{ plan: plan.name, activity: row.activity, decision, note }],
		},
		label: __("Finding: {0}", row.label),
		shown: { store: "entry_plans", row: { ...plan, activities } },
		opens: `/leader/days/${summary.name}`,
	});
}

/** Sum up an entry day of a grid. */
export function sumUp(summary: EntrySummary, text: string): Promise<Item> {
	const { grid, entry_day } = summary;
	return put({
		kind: "entry_summary",
		values: { grid, entry_day, summary: text, close: 1 },
		label: __("Entry day of {0}", summary.grid_title),
		labels: LABELS,
		shown: {
			store: "entry_summaries",
			row: { ...summary, summary: text, status: "Summed Up", summed_up_by_name: me.value.full_name },
		},
		opens: `/leader/days/${summary.name}`,
	});
}

/** Answer who needs help, or say who was asked to. */
export function answerNeed(visit: Visit, decision: "Handed On" | "Answered", answer: string): Promise<Item> {
	const by = { help_answered_by_name: me.value.full_name, help_answered_on: thisMoment() };
	const words = { "Handed On": __("Handed On"), Answered: __("Answered") };
	return put({
		kind: "follow_need",
		values: { visit: visit.name, decision, answer },
		label: __("Need of {0}", visit.head_name),
		labels: LABELS,
		shown: {
			store: "visits",
			row: {
				...{ ...visit, ...by, help_answer: answer },
				...{ help_status: decision, help_status_label: words[decision] },
			},
		},
		opens: `/visits/${visit.name}`,
	});
}
