frappe.ui.form.on("Care Visit", {
	refresh(frm) {
		if (frm.is_new()) {
			frm.disable_save();
			frm.set_intro(__("A visit is added on the record that it belongs to."), "orange");
			return;
		}
		frm.footer?.wrapper?.find(".comment-box, .comment-input-wrapper").hide();
		const { care_doctype, care_record } = frm.doc;
		frm.add_custom_button(__("Back to the Record"), () =>
			frappe.set_route("Form", care_doctype, care_record),
		);
	},
});
