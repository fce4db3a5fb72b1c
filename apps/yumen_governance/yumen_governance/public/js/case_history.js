// The history of a case on its form: its Timeline Entries, newest first.

frappe.provide("governance");

const FIELDS = [
	"acted_on",
	"actor",
	"actor_role",
	"action",
	"from_state",
	"to_state",
	"to_grid",
	"to_unit",
	"opinion",
];
const STAGE_STYLES = {
	Success: "green",
	Warning: "orange",
	Danger: "red",
	Primary: "blue",
	Info: "light-blue",
};

governance.show_case_history = async function (frm) {
	if (frm.is_new()) return;
	const name = frm.docname;
	const entries = await frappe.db.get_list("Timeline Entry", {
		filters: { reference_doctype: frm.doctype, reference_name: name },
		fields: FIELDS,
		order_by: "acted_on desc",
		limit: 0,
	});
	await Promise.all(entries.map(with_titles));
	if (frm.docname !== name) return;
	frm.case_history = entries;
	section_of(frm).html(render(entries));
};

governance.state_colour = function (state) {
	const record = (locals["Workflow State"] || {})[state];
	return (record && STAGE_STYLES[record.style]) || "gray";
};

// Stands below the last field of any case, so that no DocType needs a field for it.
function section_of(frm) {
	const page = $(frm.layout.wrapper).find(".form-page").first();
	if (!page.find(".case-history-section").length) {
		page.append(`<div class="form-section card-section visible-section case-history-section">
			<div class="section-head">${__("Handling Process")}</div>
			<div class="section-body"></div>
		</div>`);
	}
	return page.find(".case-history-section .section-body");
}

async function with_titles(entry) {
	const links = [
		["User", "actor"],
		["Grid", "to_grid"],
		["Functional Unit", "to_unit"],
	];
	entry.titles = {};
	const lookups = links.filter(([, field]) => entry[field]);
	await Promise.all(
		lookups.map(async ([doctype, field]) => (entry.titles[field] = await title(doctype, entry[field]))),
	);
}

async function title(doctype, name) {
	if (doctype === "User") return frappe.user.full_name(name);
	return (
		frappe.utils.get_link_title(doctype, name) ||
		(await frappe.utils.fetch_link_title(doctype, name)) ||
		name
	);
}

function render(entries) {
	if (!entries.length) return `<p class="text-muted">${__("No action taken yet.")}</p>`;
	return `<ol class="case-history">${entries.map(render_entry).join("")}</ol>`;
}

function render_entry(entry) {
	const { titles } = entry;
	const escape = frappe.utils.escape_html;
	const target = titles.to_grid || titles.to_unit;
	return `<li class="case-history-entry">
		<span class="indicator ${governance.state_colour(entry.to_state)}"></span>
		<div class="case-history-text">
			<div><b>${__(entry.action)}</b>
				<span class="text-muted">${__(entry.from_state)} → ${__(entry.to_state)}</span>
				${target ? `<span class="case-history-target">${__("Handled by")} ${escape(target)}</span>` : ""}
			</div>
			${entry.opinion ? `<div class="case-history-opinion">${escape(__(entry.opinion))}</div>` : ""}
			<div class="text-muted small">${escape(titles.actor)} · ${__(entry.actor_role)} ·
				${frappe.datetime.str_to_user(entry.acted_on.slice(0, 19))}</div>
		</div>
	</li>`;
}
