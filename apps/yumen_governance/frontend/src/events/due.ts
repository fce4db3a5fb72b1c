import { momentWords, thisMoment } from "@/shell/moments";
import { __ } from "@/shell/translation";
import { computed, onScopeDispose, ref, type ComputedRef } from "vue";
import type { EventRow } from "./types";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const SOON = DAY;

/** The moment that it is at the server, kept up to date while a page is open. */
export function useNow(): ComputedRef<string> {
	const moment = ref(thisMoment());
	const timer = setInterval(() => (moment.value = thisMoment()), 30_000);
	onScopeDispose(() => clearInterval(timer));
	return computed(() => moment.value);
}

/** Seconds until an event is due; negative when it is over, infinite when it has no due time. */
export function left(event: EventRow, now: string): number {
	return event.due_on ? (at(event.due_on) - at(now)) / 1000 : Infinity;
}

export function isOverdue(event: EventRow, now: string): boolean {
	return left(event, now) < 0;
}

export function isDueSoon(event: EventRow, now: string): boolean {
	const seconds = left(event, now);
	return seconds >= 0 && seconds <= SOON;
}

/** How long there is still, in words; empty without a due time. */
export function dueWords(event: EventRow, now: string): string {
	if (!event.due_on) return "";
	const seconds = left(event, now);
	if (seconds < 0) return __("{0} overdue", period(-seconds));
	return seconds < 3 * DAY ? __("{0} left", period(seconds)) : __("Due {0}", momentWords(event.due_on));
}

function period(seconds: number): string {
	if (seconds >= DAY) return __("{0} days", Math.floor(seconds / DAY));
	if (seconds >= HOUR) return __("{0} hours", Math.floor(seconds / HOUR));
	return __("{0} minutes", Math.max(1, Math.floor(seconds / MINUTE)));
}

/** Milliseconds of a moment as the server tells it. */
function at(moment: string): number {
	return new Date(moment.slice(0, 19).replace(" ", "T")).getTime();
}
