frappe.ui.form.on("Patrol Task", {
	setup(frm) {
		frm.set_query("member", () => ({
			filters: { grid: frm.doc.grid, is_active: 1, user: ["is", "set"] },
		}));
	},
});
