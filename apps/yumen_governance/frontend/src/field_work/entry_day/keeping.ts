/** What goes into the outbox on an entry day: the only place that knows this kind of items. */
import { __ } from "@/shell/translation";
import { put, type Item } from "@/sync";
import { LABELS } from "../keeping";
import type { EntryPlan, PlannedActivity } from "../types";

/** Keep one activity of an entry day, done or not, with what was found. */
export function keepActivity(plan: EntryPlan, changed: PlannedActivity): Promise<Item> {
	const { activity, done, findings } = changed;
	const activities = plan.activities.map((row) => (row.activity === activity ? changed : row));
	const values = { activities: [{ activity, done, findings: findings ?? "" }] };
	return keepDay({ ...plan, activities, status: "Under Way" }, values, changed.label);
}

/** Keep why a household of the plan isn't visited. */
export function leaveOut(plan: EntryPlan, household: string, reason: string): Promise<Item> {
	const visits = plan.visits.map((row) =>
		row.household === household ? { ...row, outcome: "Left Out" as const, note: reason } : row,
	);
	return keepDay({ ...plan, visits }, { visits: [{ household, left_out: reason }] }, __("Left Out"));
}

/** Keep the member's summary of the day. */
export function keepSummary(plan: EntryPlan, summary: string): Promise<Item> {
	return keepDay({ ...plan, summary }, { summary }, __("Summary"));
}

function keepDay(plan: EntryPlan, values: object, label: string): Promise<Item> {
	return put({
		kind: "entry_activity",
		labels: LABELS,
		values: { plan: plan.name, ...values },
		label: __("Entry day: {0}", label),
		shown: { store: "entry_plans", row: plan },
		opens: `/entry-day/${plan.name}`,
	});
}
