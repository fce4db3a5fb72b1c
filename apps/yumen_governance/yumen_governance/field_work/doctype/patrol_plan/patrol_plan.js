frappe.ui.form.on("Patrol Plan", {
	setup(frm) {
		const lists = {
			"Key Areas": ["key_area_kind"],
			Facilities: ["facility_kind"],
			"Key Areas and Facilities": ["facility_kind", "key_area_kind"],
		};
		frm.set_query("kinds", () => ({
			filters: { code_list: ["in", lists[frm.doc.covers]], is_active: 1 },
		}));
	},
});
