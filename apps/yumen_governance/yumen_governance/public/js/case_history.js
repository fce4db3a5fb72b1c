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
	if (await know([frm.doc.owner, frm.doc.modified_by, ...entries.map((entry) => entry.actor)])) {
		frm.sidebar.refresh();
		frm.timeline?.refresh();
	}
	await Promise.all(entries.map(with_titles));
	if (frm.docname !== name) return;
	frm.case_history = entries;
	section_of(frm).html(render(entries));
	governance.show_told(frm);
};

// The desk knows the names of some people only; those of the others are asked for once. Tells whether there were any.
async function know(users) {
	const unknown = [...new Set(users)].filter((user) => user && !frappe.boot.user_info[user]);
	if (!unknown.length) return false;
	const method = "frappe.desk.form.load.get_user_info_for_viewers";
	Object.assign(frappe.boot.user_info, await frappe.xcall(method, { users: JSON.stringify(unknown) }));
	return true;
}

governance.state_colour = function (state) {
	const record = (locals["Workflow State"] || {})[state];
	return (record && STAGE_STYLES[record.style]) || "gray";
};

// Stands below the last field of any case, so that no DocType needs a field for it.
const section_of = (frm) =>
	governance.form_section(frm, "case-history-section", __("Handling Process")).find(".section-body");

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

// What leaves a case in its state is no passage.
function passage({ from_state, to_state }) {
	return from_state === to_state ? "" : `${__(from_state)} → ${__(to_state)}`;
}

function render_entry(entry) {
	const { titles } = entry;
	const escape = frappe.utils.escape_html;
	const target = titles.to_grid || titles.to_unit;
	return `<li class="case-history-entry">
		<span class="indicator ${governance.state_colour(entry.to_state)}"></span>
		<div class="case-history-text">
			<div><b>${__(entry.action)}</b>
				<span class="text-muted">${passage(entry)}</span>
				${target ? `<span class="case-history-target">${__("Handled by")} ${escape(target)}</span>` : ""}
			</div>
			${entry.opinion ? `<div class="case-history-opinion">${escape(__(entry.opinion))}</div>` : ""}
			<div class="text-muted small">${entry.actor ? `${escape(titles.actor)} · ${__(entry.actor_role)}` : __("The System")} ·
				${frappe.datetime.str_to_user(entry.acted_on.slice(0, 19))}</div>
		</div>
	</li>`;
}
