frappe.ui.form.on("Counter Check", {
	refresh: (frm) => frm.disable_save(),
});
