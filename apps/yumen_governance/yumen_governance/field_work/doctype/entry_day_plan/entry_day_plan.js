const COLOURS = { "Not Begun": "blue", "Under Way": "orange", Done: "green" };

frappe.ui.form.on("Entry Day Plan", {
	setup(frm) {
		frm.set_query("household", "visits", () => ({
			filters: { grid_path: ["like", `${frm.doc.grid_path}%`], status: "Active" },
		}));
	},

	onload(frm) {
		Object.assign(frappe.boot.user_info, frm.doc.__onload?.people);
		frm.sidebar?.refresh();
	},

	refresh(frm) {
		if (frm.is_new()) return;
		governance.translate_changes(frm);
		frm.page.set_indicator(__(frm.doc.status), COLOURS[frm.doc.status]);
		const plan = frm.doc.__onload?.plan || {};
		for_whom(frm, plan);
		tell_known(frm, plan.known || {});
		if (plan.is_mine && plan.has_begun) {
			frm.add_custom_button(__("Record a Visit"), () =>
				frappe.new_doc("Household Visit", { plan: frm.docname }),
			);
		}
	},
});

// The member ticks, the leader decides and changes whom to see before the day; both on the one form.
function for_whom(frm, plan) {
	const { activities, visits } = frm.fields_dict;
	const changes = plan.may_lead && !plan.has_begun;
	activities.grid.cannot_add_rows = activities.grid.cannot_delete_rows = true;
	visits.grid.cannot_add_rows = !changes;
	visits.grid.cannot_delete_rows = !changes;
	visits.grid.update_docfield_property("household", "read_only", changes ? 0 : 1);
	for (const name of ["done", "findings"]) {
		activities.grid.update_docfield_property(name, "read_only", plan.is_mine && plan.has_begun ? 0 : 1);
	}
	for (const name of ["decision", "decision_note", "event"]) {
		activities.grid.update_docfield_property(name, "read_only", plan.may_lead ? 0 : 1);
	}
	frm.set_df_property("summary", "read_only", plan.is_mine && plan.has_begun ? 0 : 1);
	visits.grid.refresh();
	activities.grid.refresh();
}

// What only this reader may know of a household; it isn't in the record.
function tell_known(frm, known) {
	const told = (frm.doc.visits || []).filter((row) => known[row.household]);
	if (!told.length) return frm.set_intro("");
	const lines = told.map((row) => `${row.head_name}: ${known[row.household].join(" ")}`);
	frm.set_intro(lines.map(frappe.utils.escape_html).join("<br>"), "blue");
}
