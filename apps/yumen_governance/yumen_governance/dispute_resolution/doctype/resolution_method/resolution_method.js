frappe.ui.form.on("Resolution Method", {
	setup(frm) {
		const in_use = () => ({ filters: { is_active: 1 } });
		["committee", "unit", "service_window"].forEach((name) => frm.set_query(name, in_use));
		frm.set_query("may_follow", () => ({ filters: { is_active: 1, name: ["!=", frm.doc.name] } }));
		frm.set_query("method", "conditions", () => ({ filters: { name: ["!=", frm.doc.name] } }));
	},
});
