import { __ } from "@/shell/translation";

/** What a task during which positions are kept is called, by its DocType. */
export const TASK_WORDS: Record<string, string> = {
	Patrol: __("Patrol"),
	"Entry Day Plan": __("Entry Day"),
	"Household Visit": __("Visit"),
};
