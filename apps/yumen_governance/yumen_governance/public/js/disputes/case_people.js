// Who is in a dispute and who is kept out of it, on its form.

import { act, escape, reason, show_panel } from "./case_panel";

frappe.provide("governance");

const API = "yumen_governance.api.case_people";
const NAMED_BY = { Committee: "committee", "Assisting Unit": "unit", Mediator: "user" };

governance.show_case_people = (frm) => show_panel(frm, "people_html", API, render, ACTS);

function render({ people, excluded, may_decide }) {
	const button = (act, label) =>
		may_decide ? `<button class="btn btn-xs btn-default" data-act="${act}">${__(label)}</button>` : "";
	return `<div class="case-panel">
		<div class="case-panel-head"><span class="text-muted small">${__("Only they and the centre, as far as the level of confidentiality lets it, see the case.")}</span>
			<span>${button("let_in", "Let Into the Case")} ${button("exclude", "Exclude Person")}</span></div>
		<ul class="case-people">
			${people.map((row) => render_person(row, may_decide)).join("")}
			${excluded.map((row) => render_excluded(row, may_decide)).join("")}
		</ul>
	</div>`;
}

const cross = (act, row, label) =>
	`<button class="btn btn-xs" data-act="${act}" data-row="${escape(row)}" title="${label}" aria-label="${label}">${frappe.utils.icon("close", "xs")}</button>`;

function render_person(row, may_decide) {
	return `<li><b>${escape(row.who)}</b> <span class="text-muted">${__(row.capacity)}</span>
		${may_decide ? cross("take_out", row.name, __("Take Out of the Case")) : ""}</li>`;
}

function render_excluded(row, may_decide) {
	return `<li class="case-excluded"><b>${escape(row.who)}</b>
		<span class="indicator-pill no-indicator-dot red">${__("Excluded")}</span>
		<span class="text-muted">${escape(row.reason)}</span>
		${may_decide ? cross("lift", row.user, __("Lift Exclusion")) : ""}</li>`;
}

const link = (fieldname, options, label, capacity) => ({
	fieldname,
	fieldtype: "Link",
	options,
	label: __(label),
	depends_on: capacity && `eval:${capacity}`,
});

const ACTS = {
	let_in: (frm, _row, { capacities }) => {
		const named_by = (kind) => `(${JSON.stringify(NAMED_BY)}[doc.capacity] || "user") === "${kind}"`;
		const fields = [
			{
				fieldname: "capacity",
				fieldtype: "Select",
				label: __("Capacity"),
				options: capacities.map((value) => ({ value, label: __(value) })),
				default: capacities[0],
				reqd: 1,
			},
			link("user", "User", "User", named_by("user")),
			link("unit", "Functional Unit", "Functional Unit", named_by("unit")),
			link("committee", "Mediation Committee", "Mediation Committee", named_by("committee")),
		];
		governance.ask(__("Let Into the Case"), fields, __("OK"), ({ capacity, ...who }) => {
			const field = NAMED_BY[capacity] || "user";
			return done(frm, "let_in", { case: frm.docname, capacity, [field]: who[field] || "" });
		});
	},
	exclude: (frm) =>
		governance.ask(
			__("Exclude Person"),
			[{ ...link("user", "User", "Excluded Person"), reqd: 1 }, reason()],
			__("OK"),
			(values) => done(frm, "exclude", { case: frm.docname, ...values }),
		),
	take_out: (frm, row) =>
		governance.ask(__("Take Out of the Case"), [reason()], __("OK"), (values) =>
			done(frm, "take_out", { row, ...values }),
		),
	lift: (frm, user) =>
		frappe.confirm(__("Lift this exclusion?"), () => done(frm, "lift", { case: frm.docname, user })),
};

const done = (frm, method, values) => act(frm, `${API}.${method}`, values);
