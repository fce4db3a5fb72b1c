frappe.ui.form.on("Hazard", {
	setup(frm) {
		["facility", "organization", "rental_house", "building"].forEach((field) => {
			governance.offer_of_grid(frm, field);
		});
		governance.offer_units(frm, "responsible_unit");
	},

	refresh(frm) {
		if (!frm.is_new()) governance.show_lateness(frm);
	},
});
