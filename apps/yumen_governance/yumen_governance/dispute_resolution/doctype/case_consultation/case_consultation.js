frappe.ui.form.on("Case Consultation", {
	setup(frm) {
		frm.set_query("method", () => ({ filters: { form: "Consultation", is_active: 1 } }));
		frm.set_query("unit", "invitees", () => ({ filters: { is_active: 1 } }));
		frm.set_query("next_method", "cases", () => ({ filters: { is_active: 1 } }));
	},

	refresh(frm) {
		if (frm.is_new() || frm.doc.status !== "Convened")
			return frm.doc.status !== "Convened" && frm.disable_form();
		if (!frm.perm[0]?.write) return;
		frm.add_custom_button(__("Conclude Consultation"), () => conclude(frm)).addClass("btn-primary-light");
		frm.add_custom_button(__("Call Off"), () => call_off(frm));
	},

	async method(frm) {
		if (!frm.doc.method) return;
		const { message } = await frappe.db.get_value(
			"Resolution Method",
			frm.doc.method,
			"consultation_type",
		);
		frm.set_value("consultation_type", message.consultation_type);
	},
});

async function conclude(frm) {
	if (frm.is_dirty()) await frm.save();
	frappe.confirm(
		__("Each case gets its opinion, and its step ends. Conclude the consultation?"),
		async () => {
			await frappe.xcall("yumen_governance.api.consultations.conclude", { consultation: frm.docname });
			await frm.reload_doc();
		},
	);
}

function call_off(frm) {
	const reason = { fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 };
	governance.ask(__("Call Off"), [reason], __("Call Off"), async (values) => {
		await frappe.xcall("yumen_governance.api.consultations.cancel", {
			consultation: frm.docname,
			...values,
		});
		await frm.reload_doc();
	});
}
