frappe.ui.form.on("Care Visit", {
	refresh(frm) {
		if (frm.is_new()) {
			frm.disable_save();
			frm.set_intro(__("A visit is added on the record that it belongs to."), "orange");
			return;
		}
		governance.care.keep_to_itself(frm);
		$("#navbar-breadcrumbs li.disabled a").text(frappe.datetime.str_to_user(frm.doc.visited_on));
		const { care_doctype, care_record } = frm.doc;
		frm.add_custom_button(__("Back to the Record"), () =>
			frappe.set_route("Form", care_doctype, care_record),
		);
	},
});
