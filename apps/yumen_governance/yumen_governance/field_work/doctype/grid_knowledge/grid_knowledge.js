frappe.ui.form.on("Grid Knowledge", {
	refresh(frm) {
		frm.disable_save();
	},
});
