import { thisMoment } from "@/shell/moments";
import { __ } from "@/shell/translation";
import { me } from "@/sync";
import { textOf } from "./forms";
import type { Field, Form, Linked, Values, Wish } from "./types";

/** A record as lists show it until the server's own row has come. */
export function recordShown({ form, record, values, linked }: Wish, fields: Field[], changed: Values) {
	const masked = fields
		.filter((field) => field.sealed)
		.map((field) => [field.fieldname, masks(field, changed[field.fieldname])]);
	const address = values.address ? linked("addresses", String(values.address)) : undefined;
	const extras = address ? { address_text: address.full_address } : {};
	const relation = values.relation_to_head
		? { relation: textOf(fieldOf(form, "relation_to_head"), values.relation_to_head, linked) }
		: {};
	const row = { ...changed, ...Object.fromEntries(masked), ...extras, ...relation };
	return {
		store: form.store,
		row: record ? { ...row, name: record.name } : { ...row, grid_path: pathOfGrid(values, linked) },
	};
}

/** A proposal as its own list shows it until the server's own row has come. */
export function proposalShown(
	{ form, record, reason, linked }: Wish,
	fields: Field[],
	changed: Values,
	title: string,
) {
	const changes = fields.map((field) => ({
		fieldname: field.fieldname,
		field_label: field.label,
		old_value: textOf(field, record?.[field.fieldname], linked),
		new_value: field.sealed
			? masks(field, changed[field.fieldname])
			: textOf(field, changed[field.fieldname], linked),
		decision: "",
	}));
	const about = {
		reference_doctype: form.name,
		reference_name: record?.name,
		store: form.store,
		kind_label: form.label,
	};
	const state = {
		status: "To Review",
		status_label: __("To Review"),
		is_mine: 1,
		may_decide: 0,
		pictures: [],
	};
	const by = {
		proposed_by_name: me.value.full_name,
		proposed_on: thisMoment(),
		grid_path: record?.grid_path,
	};
	return { store: "correction_proposals", row: { ...about, ...state, ...by, title, reason, changes } };
}

function fieldOf(form: Form, name: string): Field {
	return (
		form.fields.find((field) => field.fieldname === name) ?? {
			fieldname: name,
			fieldtype: "Data",
			label: name,
		}
	);
}

function pathOfGrid(values: Values, linked: Linked): string | undefined {
	return linked("grids", String(values.grid ?? ""))?.grid_path;
}

/** A sealed value as lists show it, until the server's own mask has come. */
function masks(field: Field, value: unknown): string | undefined {
	const text = String(value ?? "");
	if (!text || field.sealed === "health" || field.sealed === "address") return text && "****";
	const head = field.sealed === "phone" ? 3 : 6;
	return text.length > head + 4 ? `${text.slice(0, head)}****${text.slice(-4)}` : "****";
}
