import type { RowOfStore } from "@/sync";
import type { PublicityTalk } from "@/types/doctypes";

/** A notice to read out. */
export interface Notice extends RowOfStore {
	title: string;
	category: string;
	grid?: string;
	grid_title?: string;
	issued_by?: string;
	publish_on: string;
	take_down_on?: string;
	is_pinned?: number;
	content: string;
}

export type Audience = PublicityTalk["audience"];

/** What was told to whom. */
export interface Talk extends RowOfStore {
	topic: string;
	grid: string;
	user: string;
	member_name: string;
	told_on: string;
	audience: Audience;
	household?: string;
	household_head?: string;
	group_name?: string;
	people: number;
	place?: string;
	question?: string;
	answer_owed?: number;
	answer?: string;
	notices: string[];
	is_mine: number;
}

export interface Household extends RowOfStore {
	grid: string;
	head_name: string;
	address_text?: string;
	size?: number;
}

/** What the form of a talk holds. */
export interface TalkDraft {
	notices: string[];
	topic: string;
	audience: Audience;
	household: string;
	group_name: string;
	people: number;
	place: string;
	question: string;
	answered: boolean;
	answer: string;
}
