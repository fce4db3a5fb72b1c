// One party of a dispute in a dialog: the ID number first, which tells most of the rest; made for the keyboard.

frappe.provide("governance");

const API = "yumen_governance.api.dispute_parties";
const PERSON = "eval:doc.party_kind === 'Person'";
const ORGANISATION = "eval:doc.party_kind === 'Organisation'";
const KNOWN = ["party_name", "sex", "birth_date", "ethnicity", "occupation"];
const WHOLE = 18;

const option = (value) => ({ value, label: __(value) });
const section = (fieldname, label, more = {}) => ({ fieldname, fieldtype: "Section Break", label, ...more });
const column = (fieldname) => ({ fieldname, fieldtype: "Column Break" });
const of_list = (code_list) => () => ({ filters: { code_list, is_active: 1 } });

governance.edit_party = function (frm, party) {
	const dialog = new frappe.ui.Dialog({
		title: party.name ? __("Change Party") : __("Add Party"),
		size: "large",
		fields: fields(party),
		primary_action_label: __("Save"),
		primary_action: (values) => store(frm, party, dialog, values),
		secondary_action_label: party.name ? __("Remove") : __("Save and Add Another"),
		secondary_action: () =>
			party.name ? remove(frm, party, dialog) : store_and_go_on(frm, party, dialog),
	});
	dialog.$wrapper.addClass("party-dialog").on("keydown", (event) => {
		if (event.ctrlKey && event.key === "Enter") dialog.get_primary_btn().click();
	});
	dialog.$wrapper.on("hidden.bs.modal", () => dialog.$wrapper.remove());
	dialog.show();
	dialog.$wrapper.one("shown.bs.modal", () => first_field(dialog, party).focus());
	watch_number(frm, dialog);
	return dialog;
};

const first_field = (dialog, { party_kind }) =>
	dialog.get_field(party_kind === "Organisation" ? "party_name" : "id_number").$input;

function fields(party) {
	const rows = [
		...who(),
		section("section_more", __("More"), { collapsible: 1 }),
		{ fieldname: "is_representative", fieldtype: "Check", label: __("Speaks for the Group") },
		{ fieldname: "refuses_mediation", fieldtype: "Check", label: __("Refuses Mediation") },
		column("column_rights"),
		{ fieldname: "rights_told_on", fieldtype: "Date", label: __("Rights Told On") },
		...guardian(),
		...agent(),
	];
	return rows.map((row) => ({ ...row, default: party[row.fieldname] ?? row.default }));
}

function who() {
	const sexes = [
		{ value: "", label: "" },
		{ value: "sex-1", label: __("Male") },
		{ value: "sex-2", label: __("Female") },
	];
	return [
		{ fieldname: "side", fieldtype: "Select", label: __("Side"), reqd: 1, options: SIDES.map(option) },
		{ fieldname: "id_number", fieldtype: "Data", label: __("ID Number"), depends_on: PERSON },
		{ fieldname: "party_name", fieldtype: "Data", label: __("Party Name"), reqd: 1 },
		{ fieldname: "phone", fieldtype: "Data", label: __("Phone") },
		{ fieldname: "address", fieldtype: "Data", label: __("Address") },
		column("column_who"),
		{
			fieldname: "party_kind",
			fieldtype: "Select",
			label: __("Kind of Party"),
			reqd: 1,
			options: [
				{ value: "Person", label: __("Natural Person") },
				{ value: "Organisation", label: __("Organisation") },
			],
		},
		{
			fieldname: "uscc",
			fieldtype: "Data",
			label: __("Unified Social Credit Code"),
			depends_on: ORGANISATION,
		},
		{
			fieldname: "legal_representative",
			fieldtype: "Data",
			label: __("Legal Representative"),
			depends_on: ORGANISATION,
		},
		{ fieldname: "sex", fieldtype: "Select", label: __("Sex"), options: sexes, depends_on: PERSON },
		{ fieldname: "birth_date", fieldtype: "Date", label: __("Birth Date"), depends_on: PERSON },
		{
			fieldname: "age",
			fieldtype: "Int",
			label: __("Age"),
			depends_on: "eval:doc.party_kind === 'Person' && !doc.birth_date",
			description: __("Needed where the birth date isn't known"),
		},
		{
			fieldname: "ethnicity",
			fieldtype: "Link",
			options: "Code Value",
			label: __("Ethnic Group"),
			depends_on: PERSON,
			get_query: of_list("ethnic"),
			only_select: 1,
		},
		{ fieldname: "occupation", fieldtype: "Data", label: __("Occupation"), depends_on: PERSON },
	];
}

const SIDES = ["Applicant", "Respondent", "Third Party"];

function guardian() {
	return [
		section("section_guardian", __("Guardian"), {
			depends_on: "eval:doc.party_kind === 'Person' && doc.is_minor",
		}),
		{ fieldname: "is_minor", fieldtype: "Check", label: __("Minor"), hidden: 1 },
		{
			fieldname: "guardian_name",
			fieldtype: "Data",
			label: __("Guardian Name"),
			mandatory_depends_on: "eval:doc.is_minor",
		},
		{ fieldname: "guardian_phone", fieldtype: "Data", label: __("Guardian Phone") },
		column("column_guardian"),
		{
			fieldname: "guardian_relation",
			fieldtype: "Link",
			options: "Code Value",
			label: __("Guardian Is the Party's"),
			get_query: of_list("kinship"),
			only_select: 1,
		},
	];
}

function agent() {
	const empty = { value: "", label: "" };
	const kinds = ["Lawyer", "Legal Service Worker", "Close Relative", "Colleague", "Other"];
	return [
		section("section_agent", __("Agent"), { collapsible: 1 }),
		{ fieldname: "agent_name", fieldtype: "Data", label: __("Agent Name") },
		{ fieldname: "agent_phone", fieldtype: "Data", label: __("Agent Phone") },
		column("column_agent"),
		{
			fieldname: "agent_kind",
			fieldtype: "Select",
			label: __("Kind of Agent"),
			options: [empty, ...kinds.map(option)],
		},
		{
			fieldname: "agent_authority",
			fieldtype: "Select",
			label: __("Agent's Authority"),
			options: [
				empty,
				{ value: "General", label: __("General Authority") },
				{ value: "Special", label: __("Special Authority") },
			],
			description: __("Special: may admit, waive or change claims and settle"),
		},
	];
}

// A whole ID number says birth date, sex and whether it is a minor, and finds the registered person.
function watch_number(frm, dialog) {
	const { $input } = dialog.get_field("id_number");
	let asked = "";
	$input.on("input change", async () => {
		const number = $input.val().trim();
		if (number.length < WHOLE || number.includes("*") || number === asked) return;
		asked = number;
		const read = governance.read_citizen_id(number);
		if (read.problem) return hint(dialog, read.problem, "text-danger");
		hint(dialog, "", "");
		await dialog.set_values({ birth_date: read.born, sex: read.sex });
		mark_minor(dialog);
		const known = await frappe.xcall(`${API}.known`, { case: frm.docname, id_number: number });
		if ($input.val().trim() === number) await take_known(dialog, known);
	});
	dialog.get_field("birth_date").$input?.on("change", () => mark_minor(dialog));
	dialog.get_field("age").$input?.on("change", () => mark_minor(dialog));
	mark_minor(dialog);
}

async function take_known(dialog, known) {
	if (!known.party_name) return;
	if (known.ethnicity) frappe.utils.add_link_title("Code Value", known.ethnicity, known.ethnicity_label);
	const empty = KNOWN.filter((name) => known[name] && !dialog.get_value(name));
	await dialog.set_values(Object.fromEntries(empty.map((name) => [name, known[name]])));
	hint(dialog, __("Registered resident: {0}", [known.party_name]), "text-success");
}

function hint(dialog, words, css) {
	const field = dialog.get_field("id_number");
	field.$wrapper.find(".number-hint").remove();
	if (words) {
		const escaped = frappe.utils.escape_html(words);
		field.$wrapper.append(`<p class="small number-hint ${css}" role="status">${escaped}</p>`);
	}
}

function mark_minor(dialog) {
	const born = dialog.get_value("birth_date");
	const age = born ? moment(frappe.datetime.get_today()).diff(born, "years") : dialog.get_value("age");
	const known = Boolean(born) || Number(age) > 0;
	dialog.set_value("is_minor", known && age < 18 ? 1 : 0);
}

// Tells whether it was stored; the desk has shown the person why not.
async function save(frm, party, dialog, values) {
	dialog.disable_primary_action();
	try {
		const filled = Object.fromEntries(
			dialog.fields_list
				.filter(({ df }) => df.fieldname && !["Section Break", "Column Break"].includes(df.fieldtype))
				.map(({ df }) => [df.fieldname, values[df.fieldname] ?? ""]),
		);
		await frappe.xcall(`${API}.save`, { case: frm.docname, values: filled, party: party.name || null });
	} catch {
		return false;
	} finally {
		dialog.enable_primary_action();
	}
	frappe.show_alert({ message: __("{0} is in the case.", [values.party_name]), indicator: "green" });
	await frm.reload_doc();
	return true;
}

async function store(frm, party, dialog, values) {
	if (await save(frm, party, dialog, values)) dialog.hide();
}

async function store_and_go_on(frm, party, dialog) {
	const values = dialog.get_values();
	if (!values) return;
	if (!(await save(frm, party, dialog, values))) return;
	dialog.hide();
	governance.edit_party(frm, { side: values.side, party_kind: values.party_kind });
}

function remove(frm, party, dialog) {
	frappe.confirm(__("Take {0} out of the case?", [party.party_name]), async () => {
		await frappe.xcall(`${API}.remove`, { party: party.name });
		dialog.hide();
		await frm.reload_doc();
	});
}
