frappe.ui.form.on("Follow-up Visit", {
	refresh(frm) {
		frm.disable_save();
		frm.add_custom_button(__("Open Event"), () =>
			frappe.set_route("Form", "Governance Event", frm.doc.event),
		);
	},
});
