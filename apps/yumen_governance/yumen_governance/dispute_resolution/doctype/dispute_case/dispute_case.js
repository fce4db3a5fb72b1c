frappe.ui.form.on("Dispute Case", {
	setup(frm) {
		const in_use = () => ({ filters: { is_active: 1 } });
		["dispute_type", "case_source", "grid", "lead_grid", "lead_unit"].forEach((name) =>
			frm.set_query(name, in_use),
		);
	},

	refresh(frm) {
		governance.show_dispute(frm);
	},

	before_save(frm) {
		frm.was_new = frm.is_new();
	},

	after_save(frm) {
		if (frm.was_new) governance.edit_party(frm, { side: "Applicant", party_kind: "Person" });
	},
});
