frappe.ui.form.on("Organization", {
	setup(frm) {
		const words = __("Residents on register are offered");
		governance.offer_of_grid(frm, "address", "In Use");
		governance.offer(frm, "representative", () => ({ status: "Active" }), words);
	},
});
