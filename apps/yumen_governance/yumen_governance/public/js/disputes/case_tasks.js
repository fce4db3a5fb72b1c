// What units do for a dispute, on its form: asked, signed for, done, and what each recovered.

import { act, escape, reason, show_panel } from "./case_panel";

frappe.provide("governance");

const API = "yumen_governance.api.case_tasks";
const OPEN = ["To Sign", "In Progress"];

const time = (moment) => (moment ? frappe.datetime.str_to_user(moment.slice(0, 19)).slice(0, 16) : "");
const yuan = (amount) => __("{0} yuan", [amount.toLocaleString("zh-CN", { minimumFractionDigits: 2 })]);

governance.show_case_tasks = (frm) => show_panel(frm, "tasks_html", API, render, ACTS);

function render({ tasks, may_ask, recovered }) {
	const ask = may_ask
		? `<button class="btn btn-xs btn-default" data-act="assign">${frappe.utils.icon("add", "xs")} ${__("Ask a Unit")}</button>`
		: "";
	const total = recovered ? `<b>${__("Recovered altogether: {0}", [yuan(recovered)])}</b>` : "";
	const rows = tasks.map((task) => render_task(task, may_ask));
	return `<div class="case-panel">
		<div class="case-panel-head"><span>${total}</span>${ask}</div>
		${rows.join("") || `<p class="text-muted small">${__("No unit was asked yet.")}</p>`}
	</div>`;
}

function render_task(task, may_ask) {
	const facts = [
		task.due_on && OPEN.includes(task.status) && `${__("Due On")} ${time(task.due_on)}`,
		task.signed_on && `${__("Signed On")} ${time(task.signed_on)}`,
		task.done_on && task.status === "Done" && `${__("Finished On")} ${time(task.done_on)}`,
	];
	const result = task.status === "Released" ? __("Reason") : __("Result");
	return `<div class="event-record" data-row="${task.name}">
		<div class="event-record-head">
			<div><b>${escape(task.party)}</b> <span class="text-muted">${__(task.role)}</span></div>
			<div>${task.amount_recovered ? `<b class="case-amount">${yuan(task.amount_recovered)}</b>` : ""}
			<span class="indicator-pill ${governance.STATUS_COLOURS[task.status]}">${__(task.status)}</span></div>
		</div>
		<div class="event-record-line">${escape(task.asked)}</div>
		${task.result ? `<div class="event-record-line">${result}${__(":")}${escape(task.result)}</div>` : ""}
		<div class="event-record-foot"><span class="text-muted small">${facts.filter(Boolean).join(" · ")}</span>
			<span>${buttons(task, may_ask)}</span></div>
	</div>`;
}

function buttons(task, may_ask) {
	const button = (act, label) =>
		`<button class="btn btn-xs btn-default" data-act="${act}">${__(label)}</button>`;
	return [
		task.is_mine && task.status === "To Sign" && button("sign", "Sign Task"),
		task.is_mine && task.status === "In Progress" && button("finish", "Finish Task"),
		may_ask && OPEN.includes(task.status) && button("release", "Release Task"),
	]
		.filter(Boolean)
		.join(" ");
}

const ACTS = {
	assign: (frm) => {
		const roles = ["Lead", "Assist"].map((value) => ({ value, label: __(value) }));
		const fields = [
			{
				fieldname: "unit",
				fieldtype: "Link",
				options: "Functional Unit",
				label: __("Functional Unit"),
				reqd: 1,
				get_query: () => ({ filters: { is_active: 1 } }),
			},
			{
				fieldname: "role",
				fieldtype: "Select",
				options: roles,
				label: __("Role in the Case"),
				default: frm.doc.lead_unit ? "Assist" : "Lead",
				reqd: 1,
			},
			{ fieldname: "due_on", fieldtype: "Datetime", label: __("Due On") },
			{
				fieldname: "asked",
				fieldtype: "Small Text",
				label: __("What Is Asked"),
				reqd: 1,
				max_height: "90px",
			},
		];
		governance.ask(__("Ask a Unit"), fields, __("Assign"), (values) =>
			done(frm, "assign", { case: frm.docname, ...values }),
		);
	},
	sign: (frm, task) => done(frm, "sign", { task }),
	finish: (frm, task) => {
		const fields = [
			{
				fieldname: "result",
				fieldtype: "Small Text",
				label: __("Result"),
				reqd: 1,
				max_height: "90px",
			},
			{
				fieldname: "amount_recovered",
				fieldtype: "Currency",
				label: __("Amount Recovered"),
				description: __("What this unit recovered outside of agreements"),
			},
		];
		governance.ask(__("Finish Task"), fields, __("OK"), (values) =>
			done(frm, "finish", { task, ...values, amount_recovered: values.amount_recovered || 0 }),
		);
	},
	release: (frm, task) =>
		governance.ask(__("Release Task"), [reason()], __("OK"), (values) =>
			done(frm, "release", { task, ...values }),
		),
};

const done = (frm, method, values) => act(frm, `${API}.${method}`, values);
