import { thisMoment } from "@/shell/moments";
import { __ } from "@/shell/translation";
import { me, put, useRecords, type Item } from "@/sync";
import { computed, type ComputedRef } from "vue";
import type { EventRow, Step, Ways } from "./types";

const WORKING = ["Assigned", "Handling"];
export type Answers = Record<string, string | number>;

/** What this person may do with events at all. */
export function useWays(): ComputedRef<Ways | undefined> {
	const rows = useRecords<Ways>("workflows");
	return computed(() => rows.value[0]);
}

/** The steps that the person may take with an event as it is, those that bring it on first. */
export function stepsOf(event: EventRow, ways: Ways | undefined): Step[] {
	if (!ways || !event.in_hand) return [];
	return ways.steps.filter(
		(step) =>
			step.state === event.workflow_state &&
			(!step.has_condition || event.conditions.includes(step.action)) &&
			!(step.not_by_registrar && event.is_mine),
	);
}

/** Whether everything that a step asks for is answered. */
export function isAnswered(step: Step, answers: Answers): boolean {
	return step.needs.every((names) => names.some((name) => String(answers[name] ?? "").trim()));
}

/** Take a step: shown at once, sent when there is a network. */
export function takeStep(event: EventRow, step: Step, answers: Answers, photos: Blob[]): Promise<Item> {
	const labels = Object.fromEntries(step.asks.map((ask) => [ask.fieldname, ask.label]));
	const seen = [...event.history].reverse().find((act) => act.name)?.name ?? "";
	const values = { ...answers, event: event.name, action: step.action, state: event.workflow_state, seen };
	return put({
		kind: "event_step",
		values,
		photos,
		labels: { ...labels, state: __("Status") },
		texts: { state: step.next_label },
		label: `${step.label}：${event.title}`,
		base: { store: "events", name: event.name, modified: event.modified },
		shown: { store: "events", row: after(event, step, answers) },
		opens: `/events/${event.name}`,
	});
}

/** The event as it will be once the step is taken. */
function after(event: EventRow, step: Step, answers: Answers): EventRow {
	const said = step.asks
		.filter(
			({ fieldtype }) => !["Date", "Datetime", "Check", "Int", "Float", "Currency"].includes(fieldtype),
		)
		.map((ask) => String(answers[ask.fieldname] ?? ""));
	const act = { name: "", action: step.label, on: thisMoment(), actor: me.value.full_name };
	return {
		...event,
		...answers,
		workflow_state: step.next_state,
		state: step.next_label,
		stage: step.next_stage,
		in_hand: event.in_hand && WORKING.includes(step.next_stage) ? 1 : 0,
		history: [
			...event.history,
			{ ...act, opinion: said.filter(Boolean).join("\n"), to_state: step.next_label },
		],
	};
}
