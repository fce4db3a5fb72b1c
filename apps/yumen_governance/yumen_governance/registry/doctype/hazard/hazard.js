frappe.ui.form.on("Hazard", {
	setup(frm) {
		["facility", "key_area", "organization", "rental_house", "building"].forEach((field) => {
			governance.offer_of_grid(frm, field);
		});
		governance.offer_units(frm, "responsible_unit");
	},

	refresh(frm) {
		if (frm.is_new()) return;
		governance.show_lateness(frm);
		if (frm.doc.governance_event || frm.doc.status === "Rectified" || !frm.perm[0].write) return;
		frm.add_custom_button(__("Report as an Event"), () => report(frm));
	},
});

async function report(frm) {
	const method = "yumen_governance.api.hazards.report";
	await frappe.call({ method, args: { hazard: frm.doc.name }, freeze: true });
	await frm.reload_doc();
}
