frappe.ui.form.on("Publicity Talk", {
	setup(frm) {
		frm.set_query("notices", () => ({ filters: { to_read_out: 1, is_active: 1 } }));
		governance.offer_of_grid(frm, "household");
	},
});
