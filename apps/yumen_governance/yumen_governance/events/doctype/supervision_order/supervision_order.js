frappe.ui.form.on("Supervision Order", {
	refresh(frm) {
		frm.disable_save();
		frm.add_custom_button(__("Open Event"), () =>
			frappe.set_route("Form", "Governance Event", frm.doc.event),
		);
		const { status, unit, grid } = frm.doc;
		if (status === "Issued" && governance.is_mine(unit, grid && frm.doc.__onload?.grid_path)) {
			frm.add_custom_button(__("Answer"), () => governance.act_on_record(frm, "answer", frm.docname));
		}
		if (status !== "Lifted" && frappe.user_roles.includes("Dispatcher")) {
			frm.add_custom_button(__("Lift"), () => governance.act_on_record(frm, "lift", frm.docname));
		}
	},
});
