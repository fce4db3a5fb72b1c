import type { RowOfStore } from "@/sync";

export interface Choice {
	value: string;
	label: string;
}

/** What a form asks in one field, as the DocType says it. */
export interface Field {
	fieldname: string;
	fieldtype: string;
	label: string;
	description?: string;
	/** asked before the rest is unfolded */
	is_first?: 1;
	reqd?: 1;
	/** condition of the desk under which it is required, or asked at all */
	required_when?: string;
	when?: string;
	section?: string;
	section_when?: string;
	default?: string;
	length?: number;
	/** kind of sealed value: shown masked once saved */
	sealed?: "id_number" | "phone" | "address" | "health";
	check?: "id_number" | "phone" | "uscc";
	is_read_only?: 1;
	/** store whose records a link offers, or the code list */
	store?: string;
	code_list?: string;
	choices?: Choice[];
	/** fields of the rows of a table */
	rows?: Field[];
	fetch_from?: string;
}

/** How records of one DocType are collected; named by the DocType. */
export interface Form extends RowOfStore {
	label: string;
	store: string;
	title_field: string;
	may_be_added: 0 | 1;
	may_add: 0 | 1;
	additions: "Saved at Once" | "Always Proposed";
	corrections: "Saved at Once" | "Proposed Where a Value Changes" | "Always Proposed";
	fields: Field[];
}

export type Values = Record<string, unknown>;
export type Row = RowOfStore & Values;

/** One field that a proposal would change. */
export interface Change {
	fieldname: string;
	field_label: string;
	old_value: string;
	new_value: string;
	decision: "" | "Adopted" | "Not Adopted";
}

export interface Proposal extends RowOfStore {
	reference_doctype: string;
	reference_name?: string;
	store: string;
	kind_label: string;
	title: string;
	status: "To Review" | "Adopted" | "Partly Adopted" | "Not Adopted" | "Withdrawn";
	status_label: string;
	reason?: string;
	proposed_by_name: string;
	proposed_on: string;
	decided_by_name: string;
	decided_on?: string;
	decision_note?: string;
	/** masks of the proposed sealed values */
	phones?: string;
	addresses?: string;
	changes: Change[];
	pictures: { name: string; url: string }[];
	is_mine: 0 | 1;
	may_decide: 0 | 1;
	may_withdraw: 0 | 1;
}

/** The record of another store that a link names, by store and name. */
export type Linked = (store: string, name: string) => Row | undefined;

/** What is to be sent: a new record, or a correction of one as the person saw it. */
export interface Wish {
	form: Form;
	/** undefined for a new record */
	record?: Row;
	values: Values;
	reason: string;
	photos: Blob[];
	linked: Linked;
	/** id of the item that this one stands for */
	replaces?: string;
}
