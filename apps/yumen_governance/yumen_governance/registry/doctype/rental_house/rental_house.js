frappe.ui.form.on("Rental House", {
	setup(frm) {
		const words = __("Residents on register are offered");
		const on_register = () => ({ status: "Active" });
		governance.offer_of_grid(frm, "address", "In Use");
		governance.offer(frm, "landlord", on_register, words);
		governance.offer_in_rows(frm, "tenants", "tenant", on_register, words);
	},
});
