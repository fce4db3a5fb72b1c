/** What a hazard is said to be, in the words of the office. */
import { computed } from "vue";
import { __ } from "@/shell/translation";
import { useRecords, type RowOfStore } from "@/sync";
import type { HazardDraft, HazardRule, HazardWords } from "./types";

interface CodeValue extends RowOfStore {
	code_list: string;
	label: string;
}

export function newHazard(): HazardDraft {
	return { title: "", hazard_kind: "", hazard_level: "", description: "", as_event: false };
}

/** What of a hazard is still missing, as a sentence; empty when it can be registered. */
export function missingIn(hazard: HazardDraft): string {
	if (!hazard.title.trim()) return __("Write what is dangerous.");
	if (!hazard.hazard_kind) return __("Choose the kind of hazard.");
	if (!hazard.hazard_level) return __("Choose the level of the hazard.");
	return "";
}

/** Whether everything is said that a hazard needs beside its title. */
export function isSaid(hazard: HazardDraft): boolean {
	return !!hazard.hazard_kind && !!hazard.hazard_level;
}

export function useHazardWords() {
	const codes = useRecords<CodeValue>("code_values");
	const rules = useRecords<HazardRule>("hazard_rules");
	const listed = (list: string) =>
		codes.value
			.filter(({ code_list }) => code_list === list)
			.map(({ name, label }) => ({ name, label }))
			.sort((a, b) => a.name.localeCompare(b.name));
	const kinds = computed(() => listed("hazard_kind"));
	const levels = computed(() => listed("hazard_level"));
	const ruleOf = (kind: string) => rules.value.find((rule) => rule.hazard_kind === kind);
	/** whether the office's rule makes an event of it without being asked */
	const isEventByRule = ({ hazard_kind, hazard_level }: HazardDraft) => {
		const from = ruleOf(hazard_kind)?.at_once_from;
		return !!from && !!hazard_level && hazard_level >= from;
	};
	const nameOf = (name: string, rows: { name: string; label: string }[]) =>
		rows.find((row) => row.name === name)?.label ?? "";
	return {
		kinds,
		levels,
		ruleOf,
		isEventByRule,
		/** how a hazard reads before the server has it */
		wordsOf: (hazard: HazardDraft): HazardWords => ({
			kind: nameOf(hazard.hazard_kind, kinds.value),
			level: nameOf(hazard.hazard_level, levels.value),
			isEvent: hazard.as_event || isEventByRule(hazard),
		}),
	};
}
