frappe.ui.form.on("Working Calendar", {
	refresh(frm) {
		governance.translate_changes(frm);
		if (frm.is_new())
			frm.set_intro(
				__(
					"Enter the days off and the make-up working days as the State Council's notice lists them; weekends needn't be entered.",
				),
				"blue",
			);
		else governance.show_missing_calendar(frm.page);
	},
});
