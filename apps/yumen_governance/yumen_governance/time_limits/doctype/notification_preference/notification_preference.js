frappe.ui.form.on("Notification Preference", {
	refresh(frm) {
		frm.page.set_title(__("How I Am Told"));
		frm.set_intro(__("Urgent messages always come at once."), "blue");
	},
});
