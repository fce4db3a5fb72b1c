// The guide on the form of a dispute: where it stands, what was tried, and which methods are open now, with why not.

frappe.provide("governance");

const API = "yumen_governance.api";
const STATUS = {
	Open: ["Can be used", "green"],
	Warned: ["Can be used, mind", "orange"],
	Blocked: ["Not open", "gray"],
	"Under Way": ["Under Way", "blue"],
};
const ENDED = ["Closed", "Void"];
const escape = (text) => frappe.utils.escape_html(String(text ?? ""));

// Fills the field guide_html. The guide comes with the form; what an action of the Workflow returns keeps the old one.
governance.show_case_guide = async function (frm) {
	const field = frm.fields_dict.guide_html;
	if (!field || frm.is_new()) return;
	const { docname } = frm;
	const guide = fresh_guide(frm) || (await frappe.xcall(`${API}.disputes.guide`, { case: docname }));
	if (frm.docname !== docname) return;
	const panel = $(render(with_roads_of(frm, guide), may_open(frm)));
	field.$wrapper.empty().append(panel);
	panel.on("click", "button[data-method]", function () {
		const road = guide.roads.find(({ method }) => method === this.dataset.method);
		open_dialog(frm, road);
	});
};

// In a case that has ended, only the ways that are still open
const with_roads_of = (frm, guide) =>
	ENDED.includes(frm.doc.stage)
		? { ...guide, roads: guide.roads.filter(({ status }) => status !== "Blocked") }
		: guide;

function fresh_guide(frm) {
	const guide = frm.doc.__onload?.guide;
	return guide?.as_of === frm.doc.modified ? guide : null;
}

const may_open = (frm) => Boolean(frm.doc.__onload?.may_write ?? frm.perm[0]?.write);

function render(guide, may) {
	return `<div class="case-guide">
		<p class="case-guide-standing">${escape(guide.standing)}</p>
		${render_proposal(guide, may)}
		${render_attempts(guide.attempts)}
		<div class="case-guide-groups">${groups_of(guide.roads)
			.map(([label, roads]) => render_group(label, roads, may))
			.join("")}</div>
	</div>`;
}

function render_proposal({ proposed, because, roads }, may) {
	if (!proposed) return because ? `<p class="case-guide-proposal">${escape(because)}</p>` : "";
	const road = roads.find(({ method }) => method === proposed);
	return `<div class="case-guide-proposal proposed">
		<div>${__("Proposed next")}${__(":")}<b>${escape(proposed)}</b>
			<span class="text-muted">${escape(because)}</span></div>
		${may && road?.can_open ? button(road, "btn-primary") : ""}
	</div>`;
}

function render_attempts(attempts) {
	if (!attempts.length) return "";
	const rows = attempts.map(
		(each) => `<li>
			<a href="/app/resolution-step/${encodeURIComponent(each.name)}">${__("Step {0}", [each.number])} ${escape(each.method)}</a>
			<span class="indicator-pill ${governance.state_colour(each.state)}">${__(each.state)}</span>
			<span class="text-muted">${period(each)}</span>
			${each.note ? `<div class="case-guide-note">${escape(each.note)}</div>` : ""}
		</li>`,
	);
	return `<ol class="case-guide-attempts" aria-label="${__("What was tried")}">${rows.join("")}</ol>`;
}

const period = ({ opened_on, ended_on }) => [opened_on, ended_on].filter(Boolean).join(" – ");

function groups_of(roads) {
	const groups = new Map();
	roads.forEach((road) => groups.set(road.group, [...(groups.get(road.group) || []), road]));
	return [...groups];
}

function render_group(label, roads, may) {
	return `<section class="case-guide-group" aria-label="${escape(label)}">
		<h6>${escape(label)}</h6>
		${roads.map((road) => render_road(road, may)).join("")}
	</section>`;
}

function render_road(road, may) {
	const [words, colour] = STATUS[road.status];
	const step = road.step
		? `<a class="btn btn-xs btn-default" href="/app/resolution-step/${encodeURIComponent(road.step)}">${__("See Step")}</a>`
		: "";
	return `<div class="case-guide-road ${frappe.scrub(road.status)} ${road.is_proposed ? "proposed" : ""}">
		<div class="case-guide-road-head">
			<b title="${escape(road.summary)}">${escape(road.method)}</b>
			<span class="indicator-pill ${colour}">${__(words)}</span>
			<span class="case-guide-road-act">${step || (may && road.can_open ? button(road, "btn-default") : "")}</span>
		</div>
		${reasons(road)}
	</div>`;
}

const button = (road, style) =>
	`<button type="button" class="btn btn-xs ${style}" data-method="${escape(road.method)}"
		aria-label="${__("Open {0}", [escape(road.method)])}">${__("Open Step")}</button>`;

function reasons({ reasons: said }) {
	const rows = said.map(({ effect, text }) => `<li class="${effect.toLowerCase()}">${escape(text)}</li>`);
	return rows.length ? `<ul class="case-guide-reasons">${rows.join("")}</ul>` : "";
}

function open_dialog(frm, road) {
	const consult = road.form === "Consultation";
	const fields = [
		{ fieldtype: "HTML", options: hint(road) },
		...(consult ? consultation_fields(frm, road) : step_fields(road)),
	];
	governance.ask(__("Open {0}", [road.method]), fields, __("Open Step"), async (values) => {
		if (consult) await call_consultation(frm, road, values);
		else await open_step(frm, road, values);
	});
}

function hint({ summary, reasons: said, documents }) {
	const warned = said.filter(({ effect }) => effect === "Warns");
	const papers = documents.map(({ name, is_required }) =>
		is_required ? escape(name) : __("{0} (if there is one)", [escape(name)]),
	);
	return `<div class="case-guide-hint">
		${summary ? `<p>${escape(summary)}</p>` : ""}
		${papers.length ? `<p class="text-muted">${__("Documents")}${__(":")}${papers.join("、")}</p>` : ""}
		${warned.map(({ text }) => `<p class="case-guide-warning">${escape(text)}</p>`).join("")}
	</div>`;
}

const in_use = () => ({ filters: { is_active: 1 } });

function step_fields({ form }) {
	const committee = {
		fieldname: "committee",
		fieldtype: "Link",
		options: "Mediation Committee",
		label: __("Mediation Committee"),
		description: __("Empty: chosen by dispute type and territory"),
		get_query: in_use,
	};
	const unit = {
		fieldname: "lead_unit",
		fieldtype: "Link",
		options: "Functional Unit",
		label: __("Lead Unit"),
		description: __("Empty: the unit of the method"),
		get_query: in_use,
	};
	const body = { fieldname: "court_or_body", fieldtype: "Data", label: __("Court or Arbitration Body") };
	return form === "Mediation" ? [committee] : [unit, body];
}

async function open_step(frm, road, values) {
	const { docname } = frm;
	const call = { case: docname, method: road.method, values };
	const step = await frappe.xcall(`${API}.disputes.open_step`, call);
	await frm.reload_doc();
	const link = `<a href="/app/resolution-step/${encodeURIComponent(step)}">${escape(road.method)}</a>`;
	frappe.show_alert({ message: __("{0} is opened.", [link]), indicator: "green" });
}

function consultation_fields(frm, road) {
	const pills = (fieldname, label, doctype, filters, reqd) => ({
		fieldname,
		label,
		reqd,
		fieldtype: "MultiSelectPills",
		get_data: (txt) => choices(doctype, txt, filters),
	});
	const others = pills("cases", __("Further Cases in the Same Session"), "Dispute Case", {
		name: ["!=", frm.docname],
	});
	return [
		{
			fieldname: "subject",
			fieldtype: "Data",
			label: __("Subject"),
			reqd: 1,
			default: frm.doc.title,
		},
		{ fieldname: "held_on", fieldtype: "Datetime", label: __("Held On"), reqd: 1 },
		{ fieldname: "place", fieldtype: "Data", label: __("Place"), default: frm.doc.address },
		pills("units", __("Units That Are Called"), "Functional Unit", { is_active: 1 }, 1),
		...(road.consultation_type === "Centralised" ? [others] : []),
	];
}

async function choices(doctype, txt, filters) {
	const rows = await frappe.db.get_link_options(doctype, txt, filters);
	return rows.map((row) => ({ value: row.value, label: row.label || row.description || row.value }));
}

async function call_consultation(frm, road, values) {
	const name = await frappe.xcall(`${API}.consultations.call`, {
		...values,
		method: road.method,
		cases: [frm.docname, ...(values.cases || [])],
	});
	frappe.set_route("Form", "Case Consultation", name);
}
