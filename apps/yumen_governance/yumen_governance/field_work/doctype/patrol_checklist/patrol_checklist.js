frappe.ui.form.on("Patrol Checklist", {
	setup(frm) {
		const in_use = (code_list) => () => ({ filters: { code_list, is_active: 1 } });
		frm.set_query("facility_kind", in_use("facility_kind"));
		frm.set_query("area_kind", in_use("key_area_kind"));
		frm.set_query("hazard_kind", "items", in_use("hazard_kind"));
	},
});
