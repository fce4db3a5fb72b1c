frappe.ui.form.on("Household", {
	setup(frm) {
		governance.offer_of_grid(frm, "head", "Active");
		governance.offer_of_grid(frm, "address", "In Use");
	},

	refresh(frm) {
		if (frm.is_new()) return;
		if (frm.get_perm(1, "read")) governance.show_household_members(frm, frm.doc.name, "members");
		if (!frm.perm[0].write) return;
		frm.add_custom_button(__("Register a Member"), () => register_member(frm));
		frm.add_custom_button(__("Move to Another Grid"), () => governance.ask_for_move(frm), __("Actions"));
	},
});

function register_member(frm) {
	frappe.new_doc("Resident", {
		household: frm.doc.name,
		grid: frm.doc.grid,
		residence: frm.doc.address,
	});
}
