// What belongs to an event, on its form: tasks of its lead and of who assists, supervision orders, requests, calls.

frappe.provide("governance");

const API = "yumen_governance.api";
const STATUS_COLOURS = {
	"To Sign": "orange",
	"In Progress": "blue",
	Done: "green",
	Released: "gray",
	Issued: "red",
	Answered: "blue",
	Lifted: "green",
	Open: "orange",
	Granted: "green",
	Refused: "red",
	Withdrawn: "gray",
	Reached: "green",
	"Not Reached": "orange",
};

governance.STATUS_COLOURS = STATUS_COLOURS;
const TASK_FIELDS = [
	...[
		"name",
		"role",
		"unit",
		"grid",
		"grid_path",
		"asked",
		"due_on",
		"status",
		"is_joint_action",
		"answer_by",
		"answer_overdue",
	],
	...["signed_by", "signed_on", "result", "done_on", "ordered_by"],
];
const ORDER_FIELDS = ["name", "level", "status", "reason", "answer_by", "issued_on", "reply", "grid", "unit"];

governance.show_event_records = async function (frm) {
	const event = frm.docname;
	const [tasks, orders] = await Promise.all([
		list("Event Task", event, TASK_FIELDS, "ordered_on asc"),
		list("Supervision Order", event, ORDER_FIELDS, "issued_on desc"),
	]);
	tasks.sort((one, other) => (other.role === "Lead") - (one.role === "Lead"));
	await Promise.all([...tasks, ...orders].map(name_party));
	if (frm.docname !== event) return;
	show(
		frm,
		"event-tasks",
		__("Tasks"),
		tasks.map((task) => render_task(frm, task)),
	);
	show(
		frm,
		"event-orders",
		__("Supervision"),
		orders.map((order) => render_order(frm, order)),
	);
	bind(frm);
};

function list(doctype, event, fields, order_by) {
	return frappe.db.get_list(doctype, { filters: { event }, fields, order_by, limit: 0 });
}

async function name_party(row) {
	const [doctype, name] = row.unit ? ["Functional Unit", row.unit] : ["Grid", row.grid];
	if (!name) return (row.party = "");
	row.party =
		frappe.utils.get_link_title(doctype, name) ||
		(await frappe.utils.fetch_link_title(doctype, name)) ||
		name;
}

// Stands above the history, and is hidden while there is nothing to show.
function show(frm, css, head, rows) {
	const section = governance.form_section(frm, css, head).toggle(rows.length > 0);
	section.find(".section-body").html(`<div class="event-records">${rows.join("")}</div>`);
	section.prevAll(".case-history-section").insertAfter(section);
}

const escape = (text) => frappe.utils.escape_html(text || "");
const time = (moment) => (moment ? frappe.datetime.str_to_user(moment.slice(0, 19)).slice(0, 16) : "");
const pill = (word, colour) => `<span class="indicator-pill ${colour}">${__(word)}</span>`;
const button = (act, name, label) =>
	`<button class="btn btn-xs btn-default" data-act="${act}" data-name="${escape(name)}">${label}</button>`;

function render_task(frm, task) {
	const late = is_unanswered(task);
	const facts = [
		task.is_joint_action
			? `${__("Answer By")} ${time(task.answer_by)}`
			: task.due_on && `${__("Due On")} ${time(task.due_on)}`,
		task.signed_on && `${__("Signed On")} ${time(task.signed_on)}`,
		task.status === "Done" && `${__("Finished On")} ${time(task.done_on)}`,
	];
	return row({
		head: `<b>${escape(task.party)}</b> <span class="text-muted">${__(task.is_joint_action ? "Joint Action" : task.role)}</span>`,
		pill: late ? pill("No Answer", "red") : pill(task.status, STATUS_COLOURS[task.status]),
		lines: [
			task.asked,
			task.result && `${__(task.status === "Released" ? "Reason" : "Result")}: ${task.result}`,
		],
		facts,
		buttons: task_buttons(task),
	});
}

// Whether a unit was called and hasn't signed in time; the minute until the sweep marks it counts as well.
governance.is_unanswered = is_unanswered;

function is_unanswered({ status, is_joint_action, answer_by, answer_overdue }) {
	if (status !== "To Sign" || !is_joint_action) return false;
	return Boolean(answer_overdue) || answer_by < frappe.datetime.system_datetime();
}

// Whether a unit is one of this person's, or a grid lies under one of theirs.
governance.is_mine = is_mine;

function is_mine(unit, grid_path) {
	const { units = [], grid_paths = [] } = frappe.boot.governance || {};
	return (
		(unit && units.includes(unit)) || (grid_path && grid_paths.some((path) => grid_path.startsWith(path)))
	);
}

function task_buttons(task) {
	if (task.role === "Lead" || !["To Sign", "In Progress"].includes(task.status)) return "";
	const own = is_mine(task.unit, task.grid_path);
	const centre = frappe.user_roles.includes("Dispatcher");
	const called = task.is_joint_action && task.ordered_by === frappe.session.user;
	return [
		own && task.status === "To Sign" && button("sign", task.name, __("Sign Task")),
		own && task.status === "In Progress" && button("finish", task.name, __("Finish Task")),
		(centre || called) && button("release", task.name, __("Release Task")),
	]
		.filter(Boolean)
		.join(" ");
}

function render_order(frm, order) {
	const own = is_mine(order.unit, order.grid && order.grid === frm.doc.lead_grid && frm.doc.lead_grid_path);
	const buttons = [
		own && order.status === "Issued" && button("answer", order.name, __("Answer")),
		frappe.user_roles.includes("Dispatcher") &&
			order.status !== "Lifted" &&
			button("lift", order.name, __("Lift")),
	];
	return row({
		head: `${pill(order.level, governance.LEVEL_COLOURS[order.level])}
			<a href="/app/supervision-order/${encodeURIComponent(order.name)}">${escape(order.name)}</a>
			<span class="text-muted">${escape(order.party)}</span>`,
		pill: pill(order.status, STATUS_COLOURS[order.status]),
		lines: [order.reason, order.reply && `${__("Reply")}: ${order.reply}`],
		facts: [`${__("Issued On")} ${time(order.issued_on)}`, `${__("Answer By")} ${time(order.answer_by)}`],
		buttons: buttons.filter(Boolean).join(" "),
	});
}

function row({ head, pill, lines, facts, buttons }) {
	return `<div class="event-record">
		<div class="event-record-head"><div>${head}</div><div>${pill}</div></div>
		${lines
			.filter(Boolean)
			.map((line) => `<div class="event-record-line">${escape(line)}</div>`)
			.join("")}
		<div class="event-record-foot"><span class="text-muted small">${facts.filter(Boolean).map(escape).join(" · ")}</span>
		<span>${buttons}</span></div>
	</div>`;
}

const QUESTIONS = {
	finish: ["event_tasks.finish", "task", "result", "Finish Task", "Result"],
	release: ["event_tasks.release", "task", "reason", "Release Task", "Reason"],
	answer: ["supervision.answer", "order", "reply", "Answer Supervision Order", "Reply"],
	lift: ["supervision.lift", "order", "opinion", "Lift Supervision Order", "Lifting Opinion"],
};

function bind(frm) {
	const page = $(frm.layout.wrapper).find(".event-tasks, .event-orders");
	page.find("button[data-act]").on("click", function () {
		act(frm, this.dataset.act, this.dataset.name);
	});
}

governance.act_on_record = act;

async function act(frm, deed, name) {
	if (deed === "sign") {
		await frappe.xcall(`${API}.event_tasks.sign`, { task: name });
		return frm.reload_doc();
	}
	const [method, key, word, title, label] = QUESTIONS[deed];
	const field = { fieldname: word, fieldtype: "Small Text", label: __(label), reqd: 1, max_height: "90px" };
	governance.ask(__(title), [field], __("OK"), async (values) => {
		await frappe.xcall(`${API}.${method}`, { [key]: name, ...values });
		await frm.reload_doc();
	});
}

// Age of what is suspended, level of supervision, emergency: seen before anything is read.
governance.show_event_flags = function (frm) {
	const { doc } = frm;
	if (doc.supervision_level) {
		frm.dashboard.add_indicator(
			__("Supervision: {0}", [__(doc.supervision_level)]),
			governance.LEVEL_COLOURS[doc.supervision_level],
		);
	}
	if (doc.is_emergency) frm.dashboard.add_indicator(__("Emergency"), "red");
	if (doc.stage === "Suspended" && doc.suspended_on) {
		const days = frappe.datetime.get_day_diff(frappe.datetime.now_date(), doc.suspended_on.slice(0, 10));
		frm.dashboard.add_indicator(__("Suspended for {0} days", [days]), "gray");
	}
	if (doc.reopen_count) frm.dashboard.add_indicator(__("Reopened {0} times", [doc.reopen_count]), "orange");
};

// What an event became in the centre's one-stop process.
governance.show_hand_over = function (frm) {
	const { handed_over_to, handed_over_to_doctype } = frm.doc;
	if (!handed_over_to) return;
	const link = frappe.utils.get_form_link(handed_over_to_doctype, handed_over_to, true);
	frm.set_intro(__("The centre's one-stop process goes on with this matter: {0}", [link]), "blue");
};
