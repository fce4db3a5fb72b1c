/** What goes into the outbox when something was told: the only place that knows these kinds of items. */
import { thisMoment } from "@/shell/moments";
import { __ } from "@/shell/translation";
import { me, put, type Item } from "@/sync";
import type { Household, Talk, TalkDraft } from "./types";

const LABELS = {
	topic: __("What Was Told"),
	group_name: __("Which Group"),
	people: __("Number of People"),
	place: __("Place of the Talk"),
	question: __("Question Asked"),
	answer: __("Answer Given"),
};

/** Keep what was told to whom. */
export function keepTalk(
	draft: TalkDraft,
	at: { grid: string; household?: Household },
	photos: Blob[],
): Promise<Item> {
	const { answered, ...told } = draft;
	const asked = draft.question.trim();
	const values = {
		...told,
		grid: at.grid,
		household: draft.audience === "Household" ? draft.household : "",
		group_name: draft.audience === "Group of People" ? draft.group_name : "",
		answer: answered ? draft.answer : "",
		answer_owed: asked && !answered ? 1 : 0,
	};
	const shown: Partial<Talk> = {
		...{ user: me.value.user, member_name: me.value.full_name, is_mine: 1 },
		...{ told_on: thisMoment(), household_head: at.household?.head_name },
	};
	return put({
		...{ kind: "talk", values, photos, labels: LABELS },
		label: __("Told: {0}", draft.topic),
		shown: { store: "talks", row: { ...values, ...shown } },
	});
}

/** Keep the answer that was owed. */
export function keepAnswer(talk: Talk, answer: string): Promise<Item> {
	return put({
		...{ kind: "talk_answer", labels: LABELS },
		values: { talk: talk.name, answer },
		base: { store: "talks", name: talk.name, modified: talk.modified },
		label: __("Answer: {0}", talk.question ?? talk.topic),
		shown: { store: "talks", row: { ...talk, answer, answer_owed: 0 } },
		opens: "/publicity/talks",
	});
}
