frappe.ui.form.on("Routing Rule", {
	setup(frm) {
		const in_use = () => ({ filters: { is_active: 1 } });
		["category", "grid", "source", "lead_unit"].forEach((name) => frm.set_query(name, in_use));
		frm.set_query("assisting_units", in_use);
	},

	refresh(frm) {
		frm.add_custom_button(__("Try the Routing Rules"), () => {
			const { category, grid, source, urgency } = frm.doc;
			governance.try_rules({ category, grid, source, urgency });
		});
	},
});
