import type { LocationQuery } from "vue-router";
import { useRecords } from "@/sync";
import type { Form, Linked, Row, Values } from "./types";

const CHECKED = ["household", "address", "grid"];

/** What a form begins with: the record, or defaults and what follows from where it was opened. */
export function startValues(
	form: Form,
	record: Row | undefined,
	query: LocationQuery,
	linked: Linked,
): Values {
	const names = form.fields.map((field) => field.fieldname);
	if (record)
		return Object.fromEntries(names.filter((name) => name in record).map((name) => [name, record[name]]));
	const values: Values = Object.fromEntries(
		form.fields
			.filter((field) => field.default && field.fieldtype !== "Check")
			.map((field) => [field.fieldname, field.default]),
	);
	for (const name of CHECKED) if (query[name] && names.includes(name)) values[name] = String(query[name]);
	const household = values.household ? linked("households", String(values.household)) : undefined;
	const address = values.address ? linked("addresses", String(values.address)) : undefined;
	if (household && names.includes("residence")) values.residence = household.address;
	values.grid ??= household?.grid || address?.grid || onlyGrid();
	return values;
}

/** The grid of somebody who has one only. */
function onlyGrid(): string | undefined {
	const rows = useRecords<Row>("grids").value;
	const parents = new Set(rows.map((row) => row.parent_grid));
	const leaves = rows.filter((row) => !parents.has(row.name));
	return leaves.length === 1 ? leaves[0].name : undefined;
}
