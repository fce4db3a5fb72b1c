frappe.ui.form.on("Code Value", {
	refresh(frm) {
		governance.translate_changes(frm);
		governance.warn_unverified(frm);
	},
});
