frappe.ui.form.on("Public Facility", {
	setup(frm) {
		governance.offer_units(frm, "responsible_unit");
	},
});
