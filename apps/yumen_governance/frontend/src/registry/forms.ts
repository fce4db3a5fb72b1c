import { computed, toValue, type ComputedRef, type MaybeRefOrGetter } from "vue";
import { longDayWords } from "@/shell/moments";
import { __ } from "@/shell/translation";
import { useRecords, type RowOfStore } from "@/sync";
import { labelOf } from "./codes";
import type { Field, Form, Linked, Row, Values } from "./types";

/** The forms of all kinds of records that this person reads. */
export function useForms(): Readonly<ComputedRef<Form[]>> {
	const forms = useRecords<Form>("collecting_forms");
	return computed(() =>
		[...forms.value].sort((one, other) => ORDER.indexOf(one.store) - ORDER.indexOf(other.store)),
	);
}

/** The form by which records of a store are collected. */
export function useForm(store: MaybeRefOrGetter<string>): ComputedRef<Form | undefined> {
	const forms = useForms();
	return computed(() => forms.value.find((form) => form.store === toValue(store)));
}

const ORDER = [
	...["households", "residents", "rental_houses", "organizations"],
	...["public_facilities", "addresses", "buildings"],
];
/** The fields that say what a record is, where its form isn't at hand. */
const TITLES: Record<string, string> = {
	households: "head_name",
	residents: "resident_name",
	rental_houses: "house_name",
	organizations: "organization_name",
	public_facilities: "facility_name",
	addresses: "full_address",
	buildings: "title",
	grids: "grid_name",
};

export function titleOf(store: string, row: RowOfStore | undefined): string {
	return String((row as Row | undefined)?.[TITLES[store] ?? "name"] ?? "");
}

/** A second line: what tells two records of the same name apart. */
export function hintOf(store: string, row: Row): string {
	const hints: Record<string, unknown[]> = {
		households: [row.address_text, row.household_number],
		residents: [row.relation, labelOf(row.sex), row.phone ?? row.id_number],
		rental_houses: [row.address_text, row.landlord_name],
		organizations: [row.address_text ?? row.location, row.contact_name],
		public_facilities: [labelOf(row.facility_kind), row.location],
	};
	return (hints[store] ?? []).filter(Boolean).join(" · ");
}

/** How a value reads: codes and choices in words, links by their titles. */
export function textOf(field: Field, value: unknown, linked: Linked): string {
	if (value === undefined || value === null || value === "") return "";
	if (Array.isArray(value)) return value.map((row) => rowText(field, row as Values, linked)).join("；");
	if (field.code_list) return labelOf(value);
	if (field.choices) return field.choices.find((choice) => choice.value === value)?.label ?? String(value);
	if (field.fieldtype === "Check") return value ? __("Yes") : __("No");
	if (field.fieldtype === "Date") return longDayWords(String(value));
	if (field.store)
		return titleOf(field.store, linked(field.store, String(value))) || __("outside your grids");
	return String(value);
}

function rowText(field: Field, row: Values, linked: Linked): string {
	return (field.rows ?? [])
		.filter((part) => !(part.fetch_from && row[part.fetch_from.split(".")[0]]))
		.map((part) => textOf(part, row[part.fieldname], linked))
		.filter(Boolean)
		.join(" ");
}
