frappe.ui.form.on("Standard Address", {
	setup(frm) {
		governance.offer_of_grid(frm, "building_record", "In Use");
	},

	building_record(frm) {
		if (!frm.doc.building_record) return;
		const fields = ["compound_name", "building_name"];
		frappe.db.get_value("Building", frm.doc.building_record, fields, (row) => {
			frm.set_value("compound", frm.doc.compound || row.compound_name);
			frm.set_value("building", frm.doc.building || row.building_name);
		});
	},

	grid(frm) {
		governance.fill_places(frm);
	},
});
