import { computed, type ComputedRef } from "vue";
import { today } from "@/shell/moments";
import { useRecords } from "@/sync";
import type { EntryPlan, PlannedVisit, Visit } from "../types";

/** My plans, one for each of my grids and entry days, the latest day first; and those of today, or of the next day, or else of the last. */
export function useMyPlans(): { plans: ComputedRef<EntryPlan[]>; current: ComputedRef<EntryPlan[]> } {
	const rows = useRecords<EntryPlan>("entry_plans", (plan) => !!plan.is_mine);
	const plans = computed(() =>
		[...rows.value].sort(
			(a, b) => b.entry_day.localeCompare(a.entry_day) || a.grid.localeCompare(b.grid),
		),
	);
	const day = computed(
		() =>
			plans.value.filter((plan) => plan.entry_day >= today()).at(-1)?.entry_day ??
			plans.value.at(0)?.entry_day,
	);
	const current = computed(() => plans.value.filter((plan) => plan.entry_day === day.value));
	return { plans, current };
}

/** What came of the households of plans, visits that aren't sent yet among it. */
export function useOutcomes() {
	const visits = useRecords<Visit>("visits", (visit) => !!visit.plan && visit.status !== "Purpose Set");
	const byPlan = computed(
		() => new Map(visits.value.map((visit) => [`${visit.plan} ${visit.household}`, visit])),
	);
	const visitOf = (plan: EntryPlan, row: PlannedVisit) => byPlan.value.get(`${plan.name} ${row.household}`);
	const isOver = (plan: EntryPlan, row: PlannedVisit) => !!row.outcome || !!visitOf(plan, row);
	const seenIn = (plan: EntryPlan) => plan.visits.filter((row) => isOver(plan, row)).length;
	return { visitOf, isOver, seenIn };
}
