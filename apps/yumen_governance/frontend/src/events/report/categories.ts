import { computed, type ComputedRef } from "vue";
import { useRecords } from "@/sync";
import type { Category, EventRow } from "../types";

const USED = "report.used";
const TILES = 8;

/** A category that an event may have, with what it is shown as. */
export interface Choice extends Category {
	sign: string;
	class_name: string;
}

/** The categories to choose from, in the order of the tree; each with the sign of its own or of the one above. */
export function useChoices(): ComputedRef<Choice[]> {
	const rows = useRecords<Category>("categories");
	return computed(() => {
		const byName = new Map(rows.value.map((row) => [row.name, row]));
		const parents = new Set(rows.value.map((row) => row.parent_event_category));
		return rows.value
			.filter((row) => !parents.has(row.name))
			.map((row) => {
				const above = byName.get(row.parent_event_category ?? "");
				return {
					...row,
					sign: row.icon || above?.icon || "Pencil",
					class_name: above?.category_name ?? "",
				};
			})
			.sort((one, other) => one.category_code.localeCompare(other.category_code));
	});
}

/** The categories that this member uses most, then those of the grid, then the ones with a sign of their own. */
export function mostUsed(choices: Choice[], events: EventRow[]): Choice[] {
	const own = usedHere();
	const weight = new Map<string, number>();
	for (const event of events) {
		weight.set(event.category, (weight.get(event.category) ?? 0) + (event.is_mine ? 5 : 1));
	}
	const of = (choice: Choice) =>
		(own[choice.name] ?? 0) * 20 + (weight.get(choice.name) ?? 0) * 2 + (choice.icon ? 1 : 0);
	return [...choices].sort((one, other) => of(other) - of(one)).slice(0, TILES);
}

/** The categories whose name holds what was typed, or whose initials do. */
export function found(choices: Choice[], words: string): Choice[] {
	const text = words.trim().toLowerCase();
	if (!text) return choices;
	return choices.filter(
		(choice) =>
			choice.category_name.toLowerCase().includes(text) ||
			choice.class_name.includes(text) ||
			choice.keys.some((key) => key.includes(text)),
	);
}

export function noteUse(category: string): void {
	const used = usedHere();
	used[category] = (used[category] ?? 0) + 1;
	try {
		localStorage.setItem(USED, JSON.stringify(used));
	} catch {
		// tiles then follow what the grid reports
	}
}

function usedHere(): Record<string, number> {
	try {
		return JSON.parse(localStorage.getItem(USED) || "{}");
	} catch {
		return {};
	}
}
