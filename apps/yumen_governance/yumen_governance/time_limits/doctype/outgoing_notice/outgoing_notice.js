frappe.ui.form.on("Outgoing Notice", {
	refresh(frm) {
		governance.show_message_state(frm);
	},
});
