// The form of a mediation agreement: what is owed and received, new versions, confirmation, return visits.

frappe.provide("governance");

const API = "yumen_governance.api.mediation";
const COLOURS = {
	Planned: "gray",
	Due: "blue",
	"Partly Performed": "orange",
	Performed: "green",
	Breached: "red",
	Released: "gray",
};
const OWED = ["Due", "Partly Performed", "Breached"];
const UNITS = { Month: "Month", Week: "Week", Day: "Calendar Days" };
const escape = (text) => frappe.utils.escape_html(String(text ?? ""));
const money = (amount) => window.format_currency(amount || 0, "CNY");

frappe.ui.form.on("Mediation Agreement", {
	setup(frm) {
		frm.set_query("party", "signatures", () => ({ filters: { dispute_case: frm.doc.dispute_case } }));
		frm.set_query("mediator", () => ({ filters: { is_active: 1 } }));
		frm.set_query("committee", () => ({ filters: { is_active: 1 } }));
	},

	refresh(frm) {
		if (frm.is_new()) return;
		governance.translate_changes(frm);
		const is_draft = frm.doc.stage === "Intake";
		if (!is_draft) close(frm);
		show_performance(frm);
		show_confirmation_time(frm);
		if (frm.doc.__onload?.may_write === false) return;
		if (is_draft) frm.add_custom_button(__("Plan Performance"), () => void plan(frm));
		if (frm.doc.stage === "Handling") {
			frm.add_custom_button(__("New Version"), () => void new_version(frm));
			if (!frm.doc.confirmation_filed_on)
				frm.add_custom_button(__("Judicial Confirmation"), () => void confirm(frm));
		}
		if (["Handling", "Closed"].includes(frm.doc.stage))
			frm.add_custom_button(__("Return Visit"), () => void visit(frm));
	},
});

// What was signed is shown, not edited; a scan may still come.
function close(frm) {
	frm.fields
		.filter(({ df }) => df.fieldname && (df.fieldname !== "signed_file" || frm.doc.signed_file))
		.forEach(({ df }) => frm.set_df_property(df.fieldname, "read_only", 1));
}

function show_confirmation_time(frm) {
	const { confirmation_until, confirmation_filed_on, stage } = frm.doc;
	if (!confirmation_until || confirmation_filed_on || stage !== "Handling") return;
	const left = frappe.datetime.get_diff(confirmation_until, frappe.datetime.get_today());
	const day = frappe.datetime.str_to_user(confirmation_until);
	const words =
		left < 0
			? __("Judicial confirmation could be applied for until {0}.", [day])
			: __("Judicial confirmation can be applied for until {0}: {1} days left.", [day, left]);
	frm.set_intro(words, left < 0 ? "orange" : left <= 10 ? "yellow" : "blue");
}

async function show_performance(frm) {
	const name = frm.docname;
	const field = frm.fields_dict.performance_html;
	const rows = await frappe.xcall(`${API}.performance_of`, { agreement: name });
	if (frm.docname !== name || !field) return;
	field.$wrapper.html(rows.length ? table(frm, rows) : empty(frm));
	field.$wrapper.find("button[data-instalment]").on("click", function () {
		receive(
			frm,
			rows.find((row) => row.name === this.dataset.instalment),
		);
	});
	field.$wrapper.find("button[data-plan]").on("click", () => plan(frm));
}

function empty(frm) {
	const button =
		frm.doc.stage === "Intake"
			? `<button class="btn btn-xs btn-default" data-plan="1">${__("Plan Performance")}</button>`
			: "";
	return `<p class="text-muted">${__("Nothing is planned yet: say who is liable, for what and by when.")} ${button}</p>`;
}

function table(frm, rows) {
	const head = [
		__("Instalment"),
		__("Liable"),
		__("What Is to Be Done"),
		__("Amount"),
		__("Amount Performed"),
		__("To Be Performed By"),
		__("Status"),
		"",
	];
	const total = `<tr class="total"><td colspan="3">${__("Total")}</td><td class="text-right">${money(sum(rows, "amount"))}</td>
		<td class="text-right">${money(sum(rows, "amount_performed"))}</td><td colspan="3"></td></tr>`;
	return `<table class="table table-bordered performance-table">
		<thead><tr>${head.map((label) => `<th>${label}</th>`).join("")}</tr></thead>
		<tbody>${rows.map((row) => line(frm, row)).join("")}${total}</tbody></table>`;
}

const sum = (rows, key) =>
	rows.filter((row) => row.status !== "Released").reduce((all, row) => all + (row[key] || 0), 0);

function line(frm, row) {
	const may = frm.doc.__onload?.may_write !== false && OWED.includes(row.status);
	const button = may
		? `<button class="btn btn-xs btn-default" data-instalment="${escape(row.name)}">${__("Note Receipt")}</button>`
		: "";
	return `<tr>
		<td><a href="/app/performance-instalment/${encodeURIComponent(row.name)}">${row.number}</a></td>
		<td>${escape(row.liable_name)}</td><td>${escape(row.what)}</td>
		<td class="text-right">${money(row.amount)}</td><td class="text-right">${money(row.amount_performed)}</td>
		<td>${frappe.datetime.str_to_user(row.due_on)}</td>
		<td><span class="indicator-pill ${COLOURS[row.status]}">${__(row.status)}</span></td>
		<td>${button}</td></tr>`;
}

async function plan(frm) {
	if (frm.is_dirty()) await frm.save();
	const options = (frm.doc.signatures || []).map((row) => ({ value: row.party, label: row.party_name }));
	const respondent = (frm.doc.signatures || []).find((row) => row.side === "Respondent");
	const fields = [
		{
			fieldname: "liable_party",
			fieldtype: "Select",
			label: __("Liable Party"),
			options,
			default: respondent?.party,
			reqd: 1,
		},
		{ fieldname: "amount", fieldtype: "Currency", label: __("Amount Altogether"), options: "CNY" },
		{ fieldname: "count", fieldtype: "Int", label: __("Number of Instalments"), default: 1, reqd: 1 },
		{ fieldname: "column_break", fieldtype: "Column Break" },
		{ fieldname: "first_on", fieldtype: "Date", label: __("First Due On"), reqd: 1 },
		{ fieldname: "every", fieldtype: "Int", label: __("One Every"), default: 1 },
		{
			fieldname: "unit",
			fieldtype: "Select",
			label: __("Unit"),
			options: Object.entries(UNITS).map(([value, label]) => ({ value, label: __(label) })),
			default: "Month",
		},
		{ fieldname: "section_break", fieldtype: "Section Break" },
		{
			fieldname: "what",
			fieldtype: "Small Text",
			label: __("What Is to Be Done"),
			max_height: "60px",
			reqd: 1,
		},
	];
	governance.ask(__("Plan Performance"), fields, __("Plan"), async (values) => {
		await frappe.xcall(`${API}.plan_performance`, { agreement: frm.docname, ...values });
		await frm.reload_doc();
	});
}

function receive(frm, row) {
	const owed = (row.amount || 0) - (row.amount_performed || 0);
	const ways = ["Cash", "Bank Transfer", "Electronic Payment", "Delivered", "Done"];
	const fields = [
		{
			fieldname: "received_on",
			fieldtype: "Date",
			label: __("Received On"),
			default: frappe.datetime.get_today(),
			reqd: 1,
		},
		{
			fieldname: "amount",
			fieldtype: "Currency",
			label: __("Amount"),
			default: owed,
			hidden: row.amount ? 0 : 1,
			description: __("Still owed: {0}", [money(owed)]),
		},
		{
			fieldname: "way",
			fieldtype: "Select",
			label: __("Way"),
			options: ways.map((value) => ({ value, label: __(value) })),
			default: row.amount ? "Bank Transfer" : "Done",
		},
		{ fieldname: "receipt", fieldtype: "Attach", label: __("Receipt") },
		{ fieldname: "note", fieldtype: "Data", label: __("Note") },
	];
	governance.ask(__("Note Receipt"), fields, __("OK"), async (values) => {
		await frappe.xcall(`${API}.receive_payment`, { instalment: row.name, ...values });
		await frm.reload_doc();
	});
}

function new_version(frm) {
	governance.ask_reason(__("New Version"), async (reason) => {
		const name = await frappe.xcall(`${API}.new_version`, { agreement: frm.docname, reason });
		frappe.set_route("Form", "Mediation Agreement", name);
	});
}

// An application that was begun is gone on with.
async function confirm(frm) {
	const [begun] = await frappe.db.get_list("Judicial Confirmation", {
		filters: { agreement: frm.docname, status: ["!=", "Decided"] },
		limit: 1,
	});
	if (begun) return frappe.set_route("Form", "Judicial Confirmation", begun.name);
	return frappe.new_doc("Judicial Confirmation", {
		agreement: frm.docname,
		dispute_case: frm.doc.dispute_case,
		jurisdiction: "Seat of the Mediators",
	});
}

function visit(frm) {
	frappe.new_doc("Return Visit", {
		dispute_case: frm.doc.dispute_case,
		agreement: frm.docname,
		visited_on: frappe.datetime.get_today(),
		visitor: frappe.session.user,
	});
}
