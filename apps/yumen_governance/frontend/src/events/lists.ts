import { useRecords } from "@/sync";
import { computed, type ComputedRef } from "vue";
import type { EventRow } from "./types";

/** The soonest due first, those without a due time last, the newer report first. */
function byDue(one: EventRow, other: EventRow): number {
	const due = (one.due_on ?? "9999").localeCompare(other.due_on ?? "9999");
	return due || (other.reported_on ?? "9999").localeCompare(one.reported_on ?? "9999");
}

function byReport(one: EventRow, other: EventRow): number {
	return (other.reported_on ?? "9999").localeCompare(one.reported_on ?? "9999");
}

/** The events on this phone in the lists that a member works with. */
export function useLists(): Record<
	"waiting" | "toSign" | "inWork" | "mine" | "all",
	ComputedRef<EventRow[]>
> {
	const events = useRecords<EventRow>("events");
	const waiting = computed(() => events.value.filter((event) => event.in_hand).sort(byDue));
	return {
		waiting,
		toSign: computed(() => waiting.value.filter((event) => event.stage === "Assigned")),
		inWork: computed(() => waiting.value.filter((event) => event.stage !== "Assigned")),
		mine: computed(() => events.value.filter((event) => event.is_mine).sort(byReport)),
		// what somebody else hasn't reported yet is theirs alone
		all: computed(() =>
			events.value.filter((event) => event.is_mine || event.stage !== "Intake").sort(byReport),
		),
	};
}

/** Whether an event holds every word that was typed: in its title, text, place, category or number. */
export function isFound(event: EventRow, words: string): boolean {
	const text = [
		event.title,
		event.description,
		event.address,
		event.category_label,
		event.name,
		event.grid_title,
	]
		.filter(Boolean)
		.join(" ")
		.toLowerCase();
	return words
		.toLowerCase()
		.split(/\s+/)
		.every((word) => text.includes(word));
}
