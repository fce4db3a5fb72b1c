// Dialogs of an event's form besides its transitions: who assists, joint action, supervision, urging, follow-up call.

frappe.provide("governance");

const API = "yumen_governance.api";
const LEVEL_COLOURS = { Yellow: "yellow", Red: "red", Listed: "purple" };
const UNDER_WAY = ["Assigned", "Handling", "Review", "Suspended", "Triage"];
const WITH_SOMEBODY = ["Assigned", "Handling", "Suspended"];
const GRADES = ["Very Satisfied", "Satisfied", "Neutral", "Dissatisfied", "Very Dissatisfied"];

const has = (...roles) => roles.some((role) => frappe.user_roles.includes(role));
const of_centre = () => has("Dispatcher", "Governance Administrator");

governance.LEVEL_COLOURS = LEVEL_COLOURS;

governance.add_event_buttons = function (frm) {
	const { stage, lead_grid, lead_unit, follow_up } = frm.doc;
	const with_somebody = WITH_SOMEBODY.includes(stage) && (lead_grid || lead_unit);
	const may_write = frm.doc.__onload?.may_write;
	if (stage === "Feedback" && follow_up === "To Call" && of_centre()) {
		frm.add_custom_button(__("Follow-up Call"), () => call(frm)).addClass("btn-primary-light");
	}
	const group = __("Supervise");
	if (with_somebody && (of_centre() || has("Grid Leader") || frm.doc.owner === frappe.session.user)) {
		frm.add_custom_button(__("Urge"), () => urge(frm), group);
	}
	if (UNDER_WAY.includes(stage) && (of_centre() || (has("Grid Leader") && !leads(frm)))) {
		frm.add_custom_button(__("Issue Supervision Order"), () => supervise(frm), group);
	}
	if (["Assigned", "Handling"].includes(stage) && may_write) {
		if (of_centre()) frm.add_custom_button(__("Add Assisting Units"), () => assist(frm), __("Tasks"));
		if (lead_grid && (of_centre() || has("Grid Leader"))) {
			frm.add_custom_button(__("Joint Action"), () => call_together(frm), __("Tasks"));
		}
	}
};

// Who may only read an event finds nothing to fill in and no transition; the server refuses both anyway.
governance.close_event = function (frm) {
	const closed = frm.doc.__onload && !frm.doc.__onload.may_write;
	frm.page.wrapper.toggleClass("event-read-only", Boolean(closed));
	if (closed) frm.disable_form();
};

// A leader of the grid that has the event works on it; one above supervises.
const leads = (frm) => (frappe.boot.governance?.grid_paths || []).includes(frm.doc.lead_grid_path);

// A dialog that is gone when it closes; `act` gets the values and may refuse by throwing.
governance.ask = function (title, fields, label, act) {
	const dialog = new frappe.ui.Dialog({
		title,
		fields,
		primary_action_label: label,
		primary_action: async (values) => {
			dialog.disable_primary_action();
			try {
				await act(values);
				dialog.hide();
			} finally {
				dialog.enable_primary_action();
			}
		},
	});
	dialog.$wrapper.on("hidden.bs.modal", () => dialog.$wrapper.remove());
	dialog.show();
	return dialog;
};

const text = (fieldname, label, reqd = 1) => ({
	fieldname,
	label,
	reqd,
	fieldtype: "Small Text",
	max_height: "90px",
});
const units = (reqd) => ({
	fieldname: "units",
	label: __("Functional Units"),
	fieldtype: "MultiSelectPills",
	reqd,
	get_data: (txt) => choices("Functional Unit", txt),
});

async function choices(doctype, txt) {
	const rows = await frappe.db.get_link_options(doctype, txt, { is_active: 1 });
	return rows.map((row) => ({ value: row.value, label: row.label || row.description || row.value }));
}

async function done(frm, message) {
	frappe.show_alert({ message, indicator: "green" });
	await frm.reload_doc();
}

function urge(frm) {
	governance.ask(
		__("Urge"),
		[text("words", __("Words to Whoever Has It"), 0)],
		__("Urge"),
		async ({ words }) => {
			await frappe.xcall(`${API}.supervision.urge`, { event: frm.docname, words: words || "" });
			await done(frm, __("They were asked to hurry."));
		},
	);
}

function supervise(frm) {
	const levels = Object.keys(LEVEL_COLOURS).map((value) => ({ value, label: __(value) }));
	const fields = [
		{
			fieldname: "level",
			fieldtype: "Select",
			label: __("Supervision Level"),
			options: levels,
			default: "Yellow",
			reqd: 1,
		},
		{ fieldname: "answer_by", fieldtype: "Datetime", label: __("Answer By") },
		text("reason", __("Reason")),
	];
	governance.ask(__("Issue Supervision Order"), fields, __("Issue"), async (values) => {
		const order = await frappe.xcall(`${API}.supervision.issue`, { event: frm.docname, ...values });
		await done(frm, __("Supervision order {0} is issued.", [order]));
	});
}

function assist(frm) {
	const fields = [
		units(0),
		{
			fieldname: "grids",
			label: __("Grids"),
			fieldtype: "MultiSelectPills",
			get_data: (txt) => choices("Grid", txt),
		},
		{ fieldname: "due_on", fieldtype: "Datetime", label: __("Due On") },
		text("asked", __("What Is Asked")),
	];
	governance.ask(__("Add Assisting Units"), fields, __("Assign"), async (values) => {
		await frappe.xcall(`${API}.event_tasks.assist`, { event: frm.docname, ...values });
		await done(frm, __("The task is assigned."));
	});
}

function call_together(frm) {
	const soon = moment(frappe.datetime.now_datetime()).add(2, "hours").format("YYYY-MM-DD HH:mm:ss");
	const fields = [
		units(1),
		{ fieldname: "answer_by", fieldtype: "Datetime", label: __("Answer By"), default: soon, reqd: 1 },
		text("asked", __("What Is Asked")),
	];
	governance.ask(__("Joint Action"), fields, __("Call Together"), async (values) => {
		await frappe.xcall(`${API}.event_tasks.call_together`, { event: frm.docname, ...values });
		await done(frm, __("The units are called."));
	});
}

async function call(frm) {
	const questions = await frappe.xcall(`${API}.follow_up.questions`, { event: frm.docname });
	governance.ask(__("Follow-up Call"), call_fields(frm, questions), __("OK"), async (values) => {
		const reached = values.outcome === "Reached";
		await frappe.xcall(`${API}.follow_up.${reached ? "reached" : "not_reached"}`, {
			event: frm.docname,
			comment: values.comment || "",
			...(reached
				? { satisfaction: values.satisfaction, answers: answers_of(questions, values) }
				: { next_attempt_on: values.next_attempt_on }),
		});
		await done(frm, __("The call is written down."));
	});
}

function call_fields(frm, questions) {
	const when = (outcome) => `eval:doc.outcome === "${outcome}"`;
	const option = (value) => ({ value, label: __(value) });
	const yes_or_no = [{ value: "", label: "" }, option("Yes"), option("No")];
	return [
		{
			fieldtype: "HTML",
			options: `<p class="text-muted">${frappe.utils.escape_html(
				[frm.doc.title, frm.doc.reporter_name, frm.doc.reporter_phone].filter(Boolean).join(" · "),
			)}</p>`,
		},
		{
			fieldname: "outcome",
			fieldtype: "Select",
			label: __("Call Outcome"),
			options: ["Reached", "Not Reached"].map(option),
			default: "Reached",
			reqd: 1,
		},
		...questions.map((row, number) => ({
			fieldname: `answer_${number}`,
			label: row.question,
			depends_on: when("Reached"),
			...(row.answer_kind === "Text"
				? { fieldtype: "Data" }
				: { fieldtype: "Select", options: yes_or_no }),
		})),
		{
			fieldname: "satisfaction",
			fieldtype: "Select",
			label: __("Satisfaction"),
			options: [{ value: "", label: "" }, ...GRADES.map(option)],
			depends_on: when("Reached"),
			mandatory_depends_on: when("Reached"),
		},
		{
			fieldname: "next_attempt_on",
			fieldtype: "Datetime",
			label: __("Next Attempt"),
			depends_on: when("Not Reached"),
		},
		text("comment", __("Comment"), 0),
	];
}

function answers_of(questions, values) {
	return questions.map(({ question }, number) => ({ question, answer: values[`answer_${number}`] || "" }));
}
