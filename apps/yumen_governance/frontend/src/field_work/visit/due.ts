import { today } from "@/shell/moments";
import type { Visit } from "../types";

/** Whether a visit still waits for the feedback to its household, or for the reason why it was so soon. */
export function isDue(visit: Visit): boolean {
	return visit.status === "Awaiting Feedback" || !!visit.asks_repeat_reason;
}

export function isOverdue(visit: Visit): boolean {
	return isDue(visit) && !!visit.feedback_due_on && visit.feedback_due_on < today();
}

/** When a visit was made, or its purpose was set. */
export function momentOf(visit: Visit): string {
	return visit.visited_on || visit.purpose_on || visit.modified;
}

/** The latest first. */
export function byMoment(one: Visit, other: Visit): number {
	return momentOf(other).localeCompare(momentOf(one));
}
