const each_in_chinese = (value) =>
	frappe.utils.escape_html(
		(value || "")
			.split(", ")
			.map((word) => __(word))
			.join("、"),
	);

frappe.ui.form.on("Sensitive Access Log", {
	setup(frm) {
		["roles", "what", "purpose"].forEach((name) => (frm.get_docfield(name).formatter = each_in_chinese));
	},

	refresh(frm) {
		frm.disable_save();
		const { reference_doctype, reference_name, case_doctype, case_name } = frm.doc;
		if (reference_name && frappe.model.can_read(reference_doctype)) {
			frm.add_custom_button(__("Open the Record"), () =>
				frappe.set_route("Form", reference_doctype, reference_name),
			);
		}
		if (case_name && frappe.model.can_read(case_doctype)) {
			frm.add_custom_button(__("Open the Case"), () =>
				frappe.set_route("Form", case_doctype, case_name),
			);
		}
	},
});
