import { computed, type ComputedRef } from "vue";
import { isDueSoon, isOverdue } from "@/events/due";
import type { EventRow } from "@/events/types";
import { __ } from "@/shell/translation";
import { useRecords } from "@/sync";

export const LATENESS = {
	late: __("Overdue"),
	soon: __("Due soon (group)"),
	later: __("Due later"),
	free: __("Without a time limit"),
	settled: __("Settled, not closed yet"),
};
type Lateness = keyof typeof LATENESS;

const SETTLED = "Feedback";
const CLOSED = ["Closed", "Void"];

/** The open events of the leader's grids, the soonest due first. */
export function useOpenEvents(): ComputedRef<EventRow[]> {
	const rows = useRecords<EventRow>("events", (row) => !CLOSED.includes(row.stage));
	return computed(() => [...rows.value].sort((a, b) => order(a).localeCompare(order(b))));
}

/** The events by how late they are; a group that has none is left out. */
export function groupsOf(rows: EventRow[], now: string): { lateness: Lateness; rows: EventRow[] }[] {
	return (Object.keys(LATENESS) as Lateness[])
		.map((lateness) => ({ lateness, rows: rows.filter((row) => latenessOf(row, now) === lateness) }))
		.filter((group) => group.rows.length);
}

function latenessOf(row: EventRow, now: string): Lateness {
	if (row.stage === SETTLED) return "settled";
	if (isOverdue(row, now)) return "late";
	if (isDueSoon(row, now)) return "soon";
	return row.due_on ? "later" : "free";
}

function order(row: EventRow): string {
	return `${row.due_on ?? "9999"} ${row.reported_on ?? ""}`;
}
