// What a committee still lacks before it can be put in use.

frappe.ui.form.on("Mediation Committee", {
	setup(frm) {
		frm.set_query("mediator", "members", () => ({ filters: { is_active: 1 } }));
		frm.set_query("unit", () => ({ filters: { is_active: 1 } }));
	},

	refresh(frm) {
		const problems = frm.doc.__onload?.problems || [];
		if (frm.is_new() || !problems.length) return;
		const items = problems.map((text) => `<li>${frappe.utils.escape_html(text)}</li>`).join("");
		const head = frm.doc.is_active
			? __("This committee is below the law:")
			: __("Before it is put in use:");
		frm.set_intro(`${head}<ul>${items}</ul>`, frm.doc.is_active ? "red" : "orange");
	},

	term_from(frm) {
		if (!frm.doc.term_from) return;
		const end = frappe.datetime.add_days(frappe.datetime.add_months(frm.doc.term_from, 36), -1);
		frm.set_value("term_to", end);
	},
});

frappe.ui.form.on("Mediator", {
	setup(frm) {
		frm.set_query("studio", () => ({ filters: { is_active: 1 } }));
	},
});
