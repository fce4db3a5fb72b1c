frappe.ui.form.on("Code List", {
	refresh(frm) {
		governance.translate_changes(frm);
		governance.warn_unverified(frm);
	},
});
