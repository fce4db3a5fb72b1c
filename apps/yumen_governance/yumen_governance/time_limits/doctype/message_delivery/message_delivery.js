frappe.ui.form.on("Message Delivery", {
	refresh(frm) {
		governance.show_message_state(frm);
	},
});
