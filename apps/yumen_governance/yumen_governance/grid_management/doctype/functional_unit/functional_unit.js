frappe.ui.form.on("Functional Unit", {
	setup(frm) {
		frm.set_query("parent_unit", () => ({ filters: { name: ["!=", frm.doc.name], is_active: 1 } }));
		frm.set_query("duties", () => ({ filters: { is_active: 1 } }));
	},

	refresh(frm) {
		frm.set_intro("");
		if (frm.is_new() || !frm.doc.is_sample) return;
		frm.set_intro(
			__("A typical county department, entered as a sample: confirm it, then clear the mark."),
			"orange",
		);
	},
});
