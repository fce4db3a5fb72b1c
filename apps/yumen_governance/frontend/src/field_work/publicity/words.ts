import { __ } from "@/shell/translation";
import type { Audience, Talk } from "./types";

export const AUDIENCES: { name: Audience; label: string }[] = [
	{ name: "Household", label: __("A Household") },
	{ name: "Group of People", label: __("Group of People") },
	{ name: "Public Place", label: __("Public Place") },
];
export const TABS = [
	{ to: "/publicity", label: __("To Read Out") },
	{ to: "/publicity/talks", label: __("Talks") },
];

/** To whom something was told, in words. */
export function audienceOf(talk: Talk): string {
	const people = __("{0} people", talk.people);
	const who = talk.household_head || talk.group_name || talk.place;
	const kind = AUDIENCES.find(({ name }) => name === talk.audience)?.label ?? "";
	return `${who || kind} · ${people}`;
}
