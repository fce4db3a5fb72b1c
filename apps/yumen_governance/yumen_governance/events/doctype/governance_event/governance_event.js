frappe.ui.form.on("Governance Event", {
	setup(frm) {
		const in_use = () => ({ filters: { is_active: 1 } });
		["grid", "category", "lead_grid", "lead_unit"].forEach((name) => frm.set_query(name, in_use));
	},

	refresh(frm) {
		$(frm.layout.wrapper).find(".case-history-section").toggle(!frm.is_new());
		if (frm.is_new()) return;
		governance.translate_changes(frm);
		governance.show_urgency(frm);
		governance.show_time_left(frm);
		governance.show_case_history(frm);
	},

	before_workflow_action(frm) {
		return governance.ask_for_transition(frm);
	},

	after_workflow_action(frm) {
		frappe.show_alert({ message: __(frm.doc.workflow_state), indicator: "green" });
	},
});
