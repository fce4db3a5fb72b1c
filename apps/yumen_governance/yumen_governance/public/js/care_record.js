// Forms of special-group records: help first. Who the person is, what is due, visits, and the actions that change
// the state; the sealed background is entered in a dialog and never read back here.

frappe.provide("governance.care");

const KINDS = [
	"Resettlement Record",
	"Community Correction Record",
	"Mental Health Care Record",
	"Drug Recovery Record",
	"Youth Care Record",
];
const VISIT = "Care Visit";
const IN_CARE = "In Care";
const DAYS_BEFORE = 7;
const HOURS_TO_CORRECT = 24;
const MOST_VISITS = 50;
const BETWEEN = "、";

const api = (method, args) => frappe.xcall(`yumen_governance.api.care.${method}`, args);
const escape = (text) => frappe.utils.escape_html(text || "");
const lines = (text) => escape(text).replace(/\n/g, "<br>");
const day = (date) => frappe.datetime.str_to_user(date);

// {label, colour} of a date on which something is due; nothing without one.
governance.care.due = function (date) {
	if (!date) return null;
	const days = frappe.datetime.get_day_diff(date, frappe.datetime.get_today());
	if (days < 0) return { label: __("Overdue by {0} days", [-days]), colour: "red" };
	return { label: day(date), colour: days <= DAYS_BEFORE ? "orange" : "green" };
};

const handlers = {
	setup(frm) {
		frm.care_ready = api("form_of", { record_type: frm.doctype }).then((care) => (frm.care = care));
		const purposes = () => ({ record_type: frm.doctype, is_active: 1 });
		governance.offer(frm, "legal_purpose", purposes, __("Purposes of this kind of record are offered"));
		const mine = () => ({ name: ["in", frm.care?.units || []] });
		governance.offer(frm, "responsible_unit", mine, __("Units that you handle for are offered"));
		frm.set_query("user", "helpers", () => ({ query: "frappe.core.doctype.user.user.user_query" }));
	},

	refresh(frm) {
		governance.care.keep_to_itself(frm);
		say_what_to_enter(frm);
		if (frm.is_new()) return begin(frm);
		show_person(frm, frm.doc.__onload?.person);
		show_due(frm);
		show_purpose(frm);
		show_visits(frm);
		add_actions(frm);
	},

	id_number: find_person,
	legal_purpose(frm) {
		show_purpose(frm);
		find_person(frm);
	},
};

KINDS.forEach((doctype) => frappe.ui.form.on(doctype, handlers));

// Nothing is said, tagged, assigned or shared on such a record, so the desk doesn't offer it.
governance.care.keep_to_itself = function (frm) {
	const parts = [
		".form-assignments",
		".form-tags",
		".form-shared",
		".form-reviews",
		".followed-by-section",
		".form-sidebar-stats",
	];
	frm.page.sidebar.find(parts.join(", ")).hide();
	frm.footer?.wrapper?.find(".comment-box, .comment-input-wrapper, .timeline-actions").hide();
	["Print", "Email", "Jump to field", "Links", "Duplicate", "Remind Me", "Copy to Clipboard"].forEach(
		(label) =>
			frm.page.menu
				.find(`[data-label='${encodeURIComponent(__(label))}']`)
				.closest("li")
				.hide(),
	);
	frm.page.hide_icon_group();
};

function say_what_to_enter(frm) {
	["id_number", "contact_phone"].forEach((name) => {
		const { description } = frappe.meta.get_docfield(frm.doctype, name);
		frm.get_field(name).set_description(frm.is_new() ? description : "");
	});
}

async function begin(frm) {
	const { units } = await frm.care_ready;
	if (!units.length) {
		frm.set_intro(__("You handle for no unit yet. A Governance Administrator enters you there."), "red");
		return;
	}
	if (units.length === 1 && !frm.doc.responsible_unit) await frm.set_value("responsible_unit", units[0]);
	if (frm.doc.legal_purpose) return;
	const filters = { record_type: frm.doctype, is_active: 1 };
	const purposes = await frappe.db.get_list("Legal Purpose", { filters, limit: 2 });
	if (purposes.length === 1) await frm.set_value("legal_purpose", purposes[0].name);
}

async function find_person(frm) {
	if (!frm.is_new() || !frm.doc.id_number || !frm.doc.legal_purpose) return;
	const { person, problem } = await api("find_resident_by_id_number", {
		record_type: frm.doctype,
		id_number: frm.doc.id_number,
		legal_purpose: frm.doc.legal_purpose,
	});
	if (problem) frm.set_intro(escape(problem), "red");
	else show_person(frm, person);
}

function show_person(frm, person) {
	frm.set_intro();
	if (!person) return;
	const age = person.birth_date && moment().diff(person.birth_date, "years");
	const facts = [person.sex, age && __("{0} years old", [age]), person.grid].filter(Boolean);
	frm.set_intro(`<b>${escape(person.name)}</b> ${facts.map(escape_number).join(" · ")}`, "blue");
}

const escape_number = (value) => escape(String(value));

async function show_purpose(frm) {
	const field = frm.get_field("legal_purpose");
	if (!frm.doc.legal_purpose) return field.set_description("");
	const { message } = await frappe.db.get_value("Legal Purpose", frm.doc.legal_purpose, [
		"law",
		"article",
		"retention_days",
	]);
	frm.retention_days = message.retention_days;
	field.set_description(`${escape(message.law)} ${escape(message.article)}`);
	if (frm.doc.status === "Ended") show_end(frm);
}

function show_end(frm) {
	const erased_on = frappe.datetime.add_days(frm.doc.ended_on, frm.retention_days + 1);
	frm.dashboard.clear_headline();
	frm.dashboard.set_headline(
		__("Care ended on {0}. On {1} everything about this person is deleted for good.", [
			day(frm.doc.ended_on),
			day(erased_on),
		]),
		"orange",
	);
}

function show_due(frm) {
	if (frm.doc.status !== IN_CARE) return;
	const review = governance.care.due(frm.doc.review_on);
	const visit = governance.care.due(frm.doc.next_visit_on);
	if (review) frm.dashboard.add_indicator(`${__("Review Due On")} ${review.label}`, review.colour);
	if (visit) frm.dashboard.add_indicator(`${__("Next Visit")} ${visit.label}`, visit.colour);
}

function add_actions(frm) {
	const may_write = frm.perm[0]?.write;
	if (frm.doc.status === IN_CARE) {
		frm.add_custom_button(__("Add Visit"), () => add_visit(frm)).addClass("btn-primary");
	}
	if (!may_write) return;
	if (frm.doc.status === IN_CARE) {
		frm.add_custom_button(__("Record Review"), () => record_review(frm));
		frm.add_custom_button(__("Enter Background"), () => enter_background(frm));
		frm.add_custom_button(__("End Care"), () => end_care(frm));
	} else {
		frm.disable_form();
		frm.add_custom_button(__("Take Back the End"), () => act(frm, "take_back_end"));
	}
}

async function act(frm, method, args = {}) {
	await frm.call(method, args);
	await frm.reload_doc();
}

function ask(title, fields, action, label) {
	const dialog = new frappe.ui.Dialog({
		title,
		fields,
		primary_action_label: label || __("Save"),
		async primary_action(values) {
			await action(values);
			dialog.hide();
		},
	});
	dialog.show();
	return dialog;
}

function add_visit(frm) {
	frappe.model.with_doctype(VISIT, () => {
		const shown = ["visited_on", "way", "purpose", "findings", "follow_up", "next_visit_on"];
		const fields = shown.map((name) => {
			const { fieldname, label, fieldtype, options, reqd, description } = frappe.meta.get_docfield(
				VISIT,
				name,
			);
			return { fieldname, label, fieldtype, options, reqd, description };
		});
		fields[0].default = frappe.datetime.get_today();
		fields[1].default = "Home Visit";
		ask(__("Add Visit"), fields, async (values) => {
			const place = { care_doctype: frm.doctype, care_record: frm.docname };
			await frappe.db.insert({ doctype: VISIT, ...place, ...values });
			await frm.reload_doc();
		});
	});
}

function record_review(frm) {
	const fields = [
		{
			fieldname: "conclusion",
			label: __("Conclusion of Review"),
			fieldtype: "Small Text",
			reqd: 1,
			description: __("Is help still needed, and does the plan still fit?"),
		},
		{
			fieldname: "next_review_on",
			label: __("Next Review On"),
			fieldtype: "Date",
			description: __("As late as the legal purpose allows when left empty"),
		},
	];
	ask(__("Record Review"), fields, (values) => act(frm, "review", values));
}

function end_care(frm) {
	const code_list = frappe.boot.registry.codes[frm.doctype].end_reason;
	const warning = __(
		"{0} days later everything about this person is deleted for good; only a number stays.",
		[frm.retention_days],
	);
	const fields = [
		{ fieldtype: "HTML", options: `<p class="text-muted">${warning}</p>` },
		{
			fieldname: "end_reason",
			label: __("Reason of End"),
			fieldtype: "Link",
			options: "Code Value",
			reqd: 1,
			get_query: () => ({ filters: { code_list, is_active: 1 } }),
			filter_description: __("Codes in use are offered"),
		},
		{
			fieldname: "ended_on",
			label: __("Care Ended On"),
			fieldtype: "Date",
			reqd: 1,
			default: frappe.datetime.get_today(),
		},
		{ fieldname: "end_note", label: __("Note on the End"), fieldtype: "Small Text" },
	];
	ask(__("End Care"), fields, (values) => act(frm, "end", values), __("End Care"));
}

async function enter_background(frm) {
	const { choices, multiple, dates, texts } = await frm.care_ready;
	const kind_of = (df) => {
		if (multiple.includes(df.fieldname)) return multi_choice(df, choices[df.fieldname]);
		if (choices[df.fieldname]) return { fieldtype: "Select", options: ["", ...choices[df.fieldname]] };
		return { fieldtype: dates.includes(df.fieldname) ? "Date" : "Data" };
	};
	const known = [...Object.keys(choices), ...dates, ...texts];
	const sealed = frm.meta.fields.filter((df) => known.includes(df.fieldname));
	const fields = sealed.map((df) => ({
		fieldname: df.fieldname,
		label: __(df.label),
		description: frm.doc[df.fieldname] ? __("Filled in; stays as it is when left empty") : "",
		...kind_of(df),
	}));
	fields.splice(Math.ceil(fields.length / 2), 0, { fieldtype: "Column Break" });
	const filled = sealed.filter((df) => frm.doc[df.fieldname]);
	if (filled.length) fields.push(...removal(filled));
	const dialog = ask(__("Enter Background"), fields, (values) => store_background(frm, sealed, values));
	dialog.$wrapper.find(".modal-dialog").addClass("modal-lg");
}

const multi_choice = (df, labels) => ({
	fieldtype: "MultiCheck",
	columns: 2,
	options: labels.map((label) => ({ label, value: label })),
});

const removal = (filled) => [
	{ fieldtype: "Section Break", label: __("Remove What Is Stored"), collapsible: 1 },
	{
		fieldname: "removed",
		fieldtype: "MultiCheck",
		columns: 3,
		options: filled.map((df) => ({ label: __(df.label), value: df.fieldname })),
	},
];

async function store_background(frm, sealed, values) {
	const removed = values.removed || [];
	for (const { fieldname } of sealed) {
		const value = Array.isArray(values[fieldname]) ? values[fieldname].join(BETWEEN) : values[fieldname];
		if (removed.includes(fieldname)) await frm.set_value(fieldname, "");
		else if (value) await frm.set_value(fieldname, value);
	}
	await frm.save();
}

async function show_visits(frm) {
	const visits = await frappe.db.get_list(VISIT, {
		filters: { care_doctype: frm.doctype, care_record: frm.docname },
		fields: [
			"name",
			"visited_on",
			"way",
			"visited_by",
			"visitor_name",
			"purpose",
			"findings",
			"follow_up",
			"next_visit_on",
			"creation",
		],
		order_by: "visited_on desc, creation desc",
		limit: MOST_VISITS,
	});
	const html =
		visits.map((visit) => render_visit(visit, frm.doc.status === IN_CARE)).join("") ||
		`<p class="text-muted">${__("No visit yet.")}</p>`;
	frm.get_field("visits").$wrapper.html(`<div class="care-visits">${html}</div>`);
}

function render_visit(visit, is_open) {
	const rows = [
		["Reason for the Visit", visit.purpose],
		["Findings of the Visit", visit.findings],
		["Follow-up Measures", visit.follow_up],
		["Next Visit", visit.next_visit_on && day(visit.next_visit_on)],
	].filter(([, text]) => text);
	const said = rows.map(([label, text]) => `<dt>${__(label)}</dt><dd>${lines(text)}</dd>`);
	return `<div class="care-visit">
		<div><b>${day(visit.visited_on)}</b> · ${__(visit.way)} · ${escape(visit.visitor_name)} ${is_open ? correction(visit) : ""}</div>
		<dl>${said.join("")}</dl>
	</div>`;
}

function correction(visit) {
	const hours = moment(frappe.datetime.now_datetime()).diff(visit.creation, "hours");
	if (visit.visited_by !== frappe.session.user || hours >= HOURS_TO_CORRECT) return "";
	return `<a href="/app/care-visit/${encodeURIComponent(visit.name)}">${__("Correct")}</a>`;
}

// Settings of the lists of care records.
governance.care.list = function () {
	const pill = (value) => {
		const due = governance.care.due(value);
		return due ? `<span class="indicator-pill no-indicator-dot ${due.colour}">${due.label}</span>` : "";
	};
	return {
		hide_name_column: true,
		add_fields: ["status", "review_on", "next_visit_on"],
		filters: [["status", "=", IN_CARE]],
		get_indicator: governance.status_indicator({ [IN_CARE]: "green" }),
		formatters: {
			review_on: (value, df, doc) => (doc.status === IN_CARE ? pill(value) : ""),
			next_visit_on: (value, df, doc) => (doc.status === IN_CARE ? pill(value) : ""),
		},
	};
};
