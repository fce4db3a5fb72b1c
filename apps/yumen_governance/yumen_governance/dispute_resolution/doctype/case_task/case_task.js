frappe.ui.form.on("Case Task", {
	refresh(frm) {
		frm.disable_save();
		frm.add_custom_button(__("Open Case"), () =>
			frappe.set_route("Form", "Dispute Case", frm.doc.dispute_case),
		);
	},
});
