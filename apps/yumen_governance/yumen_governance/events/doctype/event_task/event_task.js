frappe.ui.form.on("Event Task", {
	refresh(frm) {
		frm.disable_save();
		frm.add_custom_button(__("Open Event"), () =>
			frappe.set_route("Form", "Governance Event", frm.doc.event),
		);
		const { role, status, unit, grid_path } = frm.doc;
		if (role === "Lead" || !governance.is_mine(unit, grid_path)) return;
		if (status === "To Sign") {
			frm.add_custom_button(__("Sign Task"), () => governance.act_on_record(frm, "sign", frm.docname));
		}
		if (status === "In Progress") {
			frm.add_custom_button(__("Finish Task"), () =>
				governance.act_on_record(frm, "finish", frm.docname),
			);
		}
	},
});
