frappe.ui.form.on("Governance Event", {
	setup(frm) {
		const in_use = () => ({ filters: { is_active: 1 } });
		["grid", "category", "lead_grid", "lead_unit"].forEach((name) => frm.set_query(name, in_use));
	},

	refresh(frm) {
		$(frm.layout.wrapper).find(".case-history-section").toggle(!frm.is_new());
		if (frm.is_new()) return;
		frm.dashboard.stats_area_row?.empty();
		governance.translate_changes(frm);
		(frm.doc.__onload?.proposed_assisting_units || []).forEach(({ unit, title }) =>
			frappe.utils.add_link_title("Functional Unit", unit, title),
		);
		governance.show_urgency(frm);
		governance.show_case_clocks(frm);
		governance.show_case_history(frm).then(() => governance.show_event_records(frm));
		governance.show_event_flags(frm);
		governance.add_event_buttons(frm);
		governance.close_event(frm);
	},

	before_workflow_action(frm) {
		return governance.ask_for_transition(frm);
	},

	after_workflow_action(frm) {
		frappe.show_alert({ message: __(frm.doc.workflow_state), indicator: "green" });
	},
});
