import type { EntryPlan, EntrySummary } from "@/field_work/types";

/** What an entry day of a grid has brought so far, counted from its plans on this phone. */
export function figuresOf(day: EntrySummary, all: EntryPlan[]) {
	const plans = all.filter((plan) => plan.grid === day.grid && plan.entry_day === day.entry_day);
	const visits = plans.flatMap((plan) => plan.visits);
	const findings = plans.flatMap((plan) => plan.activities.filter((row) => row.findings));
	return {
		plans: plans.length,
		done: plans.filter((plan) => plan.status === "Done").length,
		seen: visits.filter((row) => row.outcome === "Seen").length,
		nobodyHome: visits.filter((row) => row.outcome === "Nobody at Home").length,
		undecided: findings.filter((row) => !row.decision).length,
	};
}
