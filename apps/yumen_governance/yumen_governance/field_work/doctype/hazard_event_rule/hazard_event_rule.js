frappe.ui.form.on("Hazard Event Rule", {
	setup(frm) {
		const in_use = (code_list) => () => ({ filters: { code_list, is_active: 1 } });
		frm.set_query("hazard_kind", in_use("hazard_kind"));
		frm.set_query("at_once_from", in_use("hazard_level"));
		frm.set_query("event_category", () => ({ filters: { is_group: 0, is_active: 1 } }));
	},
});
