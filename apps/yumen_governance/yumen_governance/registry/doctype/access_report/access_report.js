frappe.ui.form.on("Access Report", {
	refresh(frm) {
		frm.disable_save();
		if (frm.doc.chain_state === "Broken") {
			frm.set_intro(__("A row of the access log was changed, added or removed."), "red");
		}
		frm.add_custom_button(__("Rows of This Day"), () => {
			const day = frm.doc.report_date;
			frappe.set_route("List", "Sensitive Access Log", { logged_on: ["between", [day, day]] });
		});
	},
});
