// What is done from the form of a mediation step: assigning mediators, stepping aside, sessions, the agreement.

frappe.provide("governance");

const API = "yumen_governance.api.mediation";
const ENDED = ["Closed", "Void"];
const escape = (text) => frappe.utils.escape_html(String(text ?? ""));

frappe.ui.form.on("Resolution Step", {
	refresh(frm) {
		if (frm.is_new() || frm.doc.form !== "Mediation") return;
		const may = frm.doc.__onload?.may_write !== false;
		if (may && !ENDED.includes(frm.doc.stage)) add_buttons(frm);
		show_papers(frm);
	},
});

function add_buttons(frm) {
	const people = __("Mediators");
	frm.add_custom_button(__("Assign Mediators"), () => void assign(frm), people);
	if (in_office(frm).length) frm.add_custom_button(__("Step Aside"), () => void step_aside(frm), people);
	frm.add_custom_button(__("New Session"), () => void open_new(frm, "begin_session", "Mediation Session"));
	frm.add_custom_button(__("Draft Agreement"), () =>
		open_new(frm, "draft_agreement", "Mediation Agreement"),
	);
}

const in_office = (frm) => (frm.doc.mediators || []).filter((row) => !row.recused);

async function open_new(frm, method, doctype) {
	const name = await frappe.xcall(`${API}.${method}`, { step: frm.docname });
	frappe.set_route("Form", doctype, name);
}

// The sessions and the agreement of the step, below its mediators.
async function show_papers(frm) {
	const name = frm.docname;
	const wrapper = frm.fields_dict.mediators?.$wrapper;
	if (!wrapper) return;
	const [sessions, agreements] = await Promise.all([
		frappe.db.get_list("Mediation Session", {
			filters: { step: name, status: ["!=", "Replaced"] },
			fields: ["name", "number", "held_on", "status", "result"],
			order_by: "number",
		}),
		frappe.db.get_list("Mediation Agreement", {
			filters: { step: name },
			fields: ["name", "version", "workflow_state", "effective_on"],
			order_by: "version",
		}),
	]);
	if (frm.docname !== name) return;
	wrapper.find(".step-papers").remove();
	const rows = [...sessions.map(session_row), ...agreements.map(agreement_row)];
	if (rows.length) wrapper.append(`<ul class="step-papers">${rows.join("")}</ul>`);
}

function session_row({ name, number, held_on, status, result }) {
	const words = [
		__("Session {0}", [number]),
		held_on && frappe.datetime.str_to_user(held_on.slice(0, 16)),
		__(result),
	];
	return paper("mediation-session", name, words, __(status), status === "Signed" ? "green" : "orange");
}

function agreement_row({ name, version, workflow_state, effective_on }) {
	const words = [
		__("Mediation Agreement"),
		version > 1 && __("Version {0}", [version]),
		effective_on && __("effective on {0}", [frappe.datetime.str_to_user(effective_on)]),
	];
	return paper(
		"mediation-agreement",
		name,
		words,
		__(workflow_state),
		governance.state_colour(workflow_state),
	);
}

function paper(route, name, words, state, colour) {
	return `<li><a href="/app/${route}/${encodeURIComponent(name)}">${words.filter(Boolean).map(escape).join(" · ")}</a>
		<span class="indicator-pill ${colour}">${escape(state)}</span></li>`;
}

function assign(frm) {
	const dialog = governance.ask(
		__("Assign Mediators"),
		[
			{
				fieldname: "language",
				fieldtype: "Data",
				label: __("Language of the Parties"),
				description: __("Beside Standard Chinese"),
				change: () => propose(frm, dialog),
			},
			{ fieldname: "column_break", fieldtype: "Column Break" },
			{
				fieldname: "chosen_by_parties",
				fieldtype: "Check",
				label: __("Chosen by the Parties"),
				description: __("Parties may choose a mediator (art. 19)"),
			},
			{ fieldname: "section_break", fieldtype: "Section Break" },
			{ fieldname: "proposal", fieldtype: "HTML" },
			{
				fieldname: "reason",
				fieldtype: "Small Text",
				label: __("Reason"),
				max_height: "60px",
				description: __("Needed when somebody is assigned against what speaks against them"),
			},
		],
		__("Assign"),
		async (values) => {
			const mediators = chosen(dialog);
			await frappe.xcall(`${API}.assign_mediators`, {
				step: frm.docname,
				mediators,
				chosen_by_parties: values.chosen_by_parties ? 1 : 0,
				reason: values.reason || "",
			});
			await frm.reload_doc();
			frappe.show_alert({ message: __("The mediators are assigned."), indicator: "green" });
		},
	);
	propose(frm, dialog);
}

const chosen = (dialog) =>
	dialog.$wrapper
		.find(".mediator-choice input:checked")
		.toArray()
		.map((input) => input.value);

async function propose(frm, dialog) {
	const args = { step: frm.docname, language: dialog.get_value("language") || "" };
	const { suited, left_out } = await frappe.xcall(`${API}.propose_mediators`, args);
	const rest = left_out.length
		? `<details ${suited.length ? "" : "open"}><summary>${__("Not proposed: {0}", [left_out.length])}</summary>
			${left_out.map((row) => choice(row, false)).join("")}</details>`
		: "";
	const none = `<p class="text-muted">${__("Nobody suits this case. Choose from those below, and say why.")}</p>`;
	dialog.fields_dict.proposal.$wrapper.html(
		`<div class="mediator-choices">${suited.map((row, i) => choice(row, !i)).join("") || none}${rest}</div>`,
	);
}

function choice(row, checked) {
	const why = (row.reasons || [row.reason]).map(escape).join(" · ");
	const chief = row.is_chief ? `<span class="indicator-pill blue">${__("Chief Mediator")}</span>` : "";
	return `<label class="mediator-choice ${row.barred ? "barred" : ""}">
		<input type="checkbox" value="${escape(row.mediator)}" ${row.barred ? "disabled" : ""} ${checked ? "checked" : ""}>
		<span><b>${escape(row.mediator_name)}</b> ${chief}<br><span class="text-muted small">${why}</span></span>
	</label>`;
}

async function step_aside(frm) {
	const rows = in_office(frm);
	const titles = await Promise.all(
		rows.map((row) => frappe.db.get_value("Mediator", row.mediator, "mediator_name")),
	);
	const options = rows.map((row, i) => ({
		value: row.mediator,
		label: titles[i].message.mediator_name || row.mediator,
	}));
	const fields = [
		{
			fieldname: "mediator",
			fieldtype: "Select",
			label: __("Mediator"),
			options,
			default: rows[0].mediator,
			reqd: 1,
		},
		{
			fieldname: "replacement",
			fieldtype: "Link",
			options: "Mediator",
			label: __("Replacement"),
			get_query: () => ({ filters: { is_active: 1 } }),
		},
		{
			fieldname: "reason",
			fieldtype: "Small Text",
			label: __("Reason"),
			reqd: 1,
			max_height: "90px",
			description: __("A relative of a party, an interest in the matter, or a party objects"),
		},
	];
	governance.ask(__("Step Aside"), fields, __("OK"), async (values) => {
		await frappe.xcall(`${API}.step_aside`, { step: frm.docname, ...values });
		await frm.reload_doc();
	});
}
