frappe.ui.form.on("Key Area", {
	setup(frm) {
		governance.offer_units(frm, "responsible_unit");
	},

	refresh(frm) {
		if (!frm.is_new()) governance.show_lateness(frm);
	},
});
