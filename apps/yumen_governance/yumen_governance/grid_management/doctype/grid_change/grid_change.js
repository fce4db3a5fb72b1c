const FORMATTERS = [
	["Grid Change", "actor", (user) => frappe.utils.escape_html(frappe.user.full_name(user))],
	["Grid Change Count", "record_type", (doctype) => __(doctype)],
	["Grid Change Count", "link_field", (fieldname) => __(frappe.unscrub(fieldname))],
	["Grid Change Allotment", "record_type", (doctype) => __(doctype)],
];

frappe.ui.form.on("Grid Change", {
	setup(frm) {
		FORMATTERS.forEach(([doctype, fieldname, formatter]) =>
			Object.assign(frappe.meta.get_docfield(doctype, fieldname, frm.docname), { formatter }),
		);
	},

	refresh(frm) {
		frm.disable_form();
		frm.page.clear_primary_action();
		const open = ["Planned", "Could Not Be Applied"].includes(frm.doc.status);
		if (!open || !frappe.model.can_write("Grid")) return;
		frm.add_custom_button(__("Apply Now"), () =>
			frappe.confirm(__("Apply this change today?"), () => run(frm, "apply_change")),
		);
		frm.add_custom_button(__("Withdraw"), () =>
			frappe.confirm(__("Withdraw this change?"), () => run(frm, "withdraw_change")),
		);
	},
});

async function run(frm, method) {
	await frappe.xcall(`yumen_governance.api.grids.${method}`, { name: frm.doc.name });
	frm.reload_doc();
}
