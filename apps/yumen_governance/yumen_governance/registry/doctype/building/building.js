frappe.ui.form.on("Building", {
	setup(frm) {
		governance.offer_of_grid(frm, "head", "Active");
	},
});
