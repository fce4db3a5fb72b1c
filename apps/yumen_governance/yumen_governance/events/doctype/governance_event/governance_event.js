frappe.ui.form.on("Governance Event", {
	setup(frm) {
		const in_use = () => ({ filters: { is_active: 1 } });
		["grid", "category", "lead_grid", "lead_unit"].forEach((name) => frm.set_query(name, in_use));
	},

	refresh(frm) {
		if (frm.is_new()) return;
		frm.dashboard.stats_area_row?.empty();
		governance.translate_changes(frm);
		(frm.doc.__onload?.proposed_assisting_units || []).forEach(({ unit, title }) =>
			frappe.utils.add_link_title("Functional Unit", unit, title),
		);
		governance.show_urgency(frm);
		frm.history_shown.then(() => governance.show_event_records(frm));
		governance.show_event_flags(frm);
		governance.show_hand_over(frm);
		governance.add_event_buttons(frm);
		governance.close_event(frm);
	},
});
