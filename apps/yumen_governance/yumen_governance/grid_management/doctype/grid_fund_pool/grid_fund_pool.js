frappe.ui.form.on("Grid Fund Pool", {
	setup(frm) {
		frm.set_query("grid", () => ({ filters: { grid_level: "Level 1", is_active: 1 } }));
		frm.set_query("source", "sources", () => ({ filters: { is_active: 1 } }));
	},

	onload(frm) {
		if (frm.is_new() && !frm.doc.year) {
			frm.set_value("year", moment(frappe.datetime.now_date()).year());
		}
	},
});
