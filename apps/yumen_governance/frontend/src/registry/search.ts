import { hintOf, titleOf } from "./forms";
import type { Row } from "./types";

export interface Found {
	store: string;
	row: Row;
	title: string;
	hint: string;
}

const MOST_EACH = 20;
/** The fields in which words are looked for, by store. */
const WORDS: Record<string, string[]> = {
	households: ["head_name", "address_text", "household_number"],
	residents: ["resident_name", "former_name"],
	rental_houses: ["house_name", "landlord_name", "address_text"],
	organizations: ["organization_name", "address_text", "location", "contact_name", "uscc"],
	public_facilities: ["facility_name", "location", "facility_number"],
};
/** The masked fields whose last four characters are asked for. */
const TAILS = [
	"id_number",
	"phone",
	"contact_phone",
	"landlord_phone",
	"representative_phone",
	"keeper_phone",
];

/** Records that meet every word: a part of a name or address, pinyin initials, or the last four of a number. */
export function search(words: string, stores: Record<string, Row[]>): Found[] {
	const asked = words.trim().toLowerCase().split(/\s+/).filter(Boolean);
	if (!asked.length) return [];
	return Object.entries(stores).flatMap(([store, rows]) =>
		rows
			.filter((row) => asked.every((word) => meets(store, row, word)))
			.slice(0, MOST_EACH)
			.map((row) => ({ store, row, title: titleOf(store, row), hint: hintOf(store, row) })),
	);
}

function meets(store: string, row: Row, word: string): boolean {
	if (/^\d{3}[\dx]$/.test(word) && TAILS.some((field) => endsWith(row[field], word))) return true;
	if (/^[a-z]+$/.test(word) && String(row.pinyin_initials ?? "").includes(word)) return true;
	return (WORDS[store] ?? []).some((field) =>
		String(row[field] ?? "")
			.toLowerCase()
			.includes(word),
	);
}

const endsWith = (value: unknown, tail: string) =>
	String(value ?? "")
		.toLowerCase()
		.endsWith(tail);
