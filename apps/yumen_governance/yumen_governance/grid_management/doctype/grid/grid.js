const CHANGE_COLOURS = { Planned: "blue", Applied: "gray" };

frappe.ui.form.on("Grid", {
	setup(frm) {
		frm.set_query("parent_grid", () => ({ filters: { is_active: 1, is_group: 1 } }));
	},

	refresh(frm) {
		offer_unit_types(frm);
		if (frm.is_new()) return;
		// Stock hides the field that names the record.
		frm.toggle_display("grid_code", true);
		show_history(frm);
		shorten_drawings(frm);
		governance.translate_changes(frm);
		if (!frm.doc.is_active) {
			frm.disable_form();
			return;
		}
		if (!governance.may_change_grid(frm.doc)) return;
		governance.GRID_CHANGES.forEach((kind) =>
			frm.add_custom_button(__(kind), () => change(frm, kind), __("Change the Grid")),
		);
	},

	async parent_grid(frm) {
		if (!frm.is_new() || !frm.doc.parent_grid) return;
		const parent = frm.doc.parent_grid;
		const [code] = await frappe.xcall("yumen_governance.api.grids.free_codes", { parent });
		frm.set_value({ grid_code: code, unit_type: "" });
		offer_unit_types(frm, code);
		frm.get_field("boundary").refresh();
	},
});

// A type belongs to one level, and the code's length tells the level (grid_rules.py).
function offer_unit_types(frm, code = frm.doc.grid_code) {
	const types =
		frappe.boot.grid_rules.unit_types[frappe.boot.grid_rules.level_of_length[(code || "").length]];
	if (types) frm.set_df_property("unit_type", "options", types);
}

// The history below the form would show a changed boundary as its coordinates.
function shorten_drawings(frm) {
	const { timeline } = frm;
	if (!timeline || timeline.shortens_drawings) return;
	const stock_contents = timeline.get_version_timeline_contents.bind(timeline);
	timeline.get_version_timeline_contents = () =>
		stock_contents().map((item) =>
			typeof item.content === "string"
				? {
						...item,
						content: item.content.replace(/<b>[^<]*FeatureCollection[^<]*<\/b>/g, drawing()),
					}
				: item,
		);
	timeline.shortens_drawings = true;
	if (timeline.translates_changes) timeline.refresh();
}

const drawing = () => `<b>${__("A drawn outline")}</b>`;

function change(frm, kind) {
	governance.change_grid(kind, frm.doc, () => frm.reload_doc());
}

async function show_history(frm) {
	const name = frm.docname;
	const told = await frappe.xcall("yumen_governance.api.grids.history", { grid: name });
	if (frm.docname !== name) return;
	if (!frm.doc.is_active) frm.set_intro(ending_of(frm.doc, told), "orange");
	const planned = told.changes.find((row) => row.status === "Planned");
	if (planned) frm.set_intro(plan_of(planned), "blue");
	governance
		.form_section(frm, "grid-changes-section", __("Changes of the Grid"))
		.toggle(told.changes.length > 0)
		.find(".section-body")
		.html(`<ol class="case-history">${told.changes.map(entry_of).join("")}</ol>`);
}

function ending_of(doc, told) {
	const day = frappe.datetime.str_to_user(doc.closed_on);
	const heirs = listing(told.successors.map(link_to));
	const state = __(doc.grid_status);
	if (!heirs) return __("This grid is no longer in use: {0}, {1}. Nobody took it over.", [state, day]);
	return __("This grid is no longer in use: {0}, {1}. Taken over by: {2}", [state, day, heirs]);
}

function plan_of(row) {
	const link = frappe.utils.get_form_link("Grid Change", row.name, true, __(row.kind));
	return __("Planned for {0}: {1}", [frappe.datetime.str_to_user(row.effective_date), link]);
}

function link_to(row) {
	const name = frappe.utils.escape_html(row.grid_name);
	return row.grid ? frappe.utils.get_form_link("Grid", row.grid, true, name) : name;
}

const listing = (words) => (words.length ? words.reduce((some, one) => __("{0}, {1}", [some, one])) : "");

function entry_of(row) {
	const ways = [row.sources, row.targets].filter((side) => side.length);
	const status = row.status === "Planned" ? `<span class="text-muted">${__(row.status)}</span>` : "";
	return `<li class="case-history-entry">
		<span class="indicator ${CHANGE_COLOURS[row.status]}"></span>
		<div class="case-history-text">
			<div><b>${__(row.kind)}</b> ${status}
				${ways.map((side) => listing(side.map(link_to))).join(" → ")}</div>
			<div class="case-history-opinion">${frappe.utils.escape_html(row.reason)}</div>
			<div class="text-muted small">${frappe.datetime.str_to_user(row.effective_date)} ·
				${frappe.utils.escape_html(frappe.user.full_name(row.actor))}</div>
		</div>
	</li>`;
}
