const DECIDED_BY = { Arbitration: ["Award", "Settled"], Litigation: ["Judgment", "Ruling", "Settled"] };

frappe.ui.form.on("Resolution Step", {
	setup(frm) {
		const in_use = () => ({ filters: { is_active: 1 } });
		["committee", "lead_unit", "next_method"].forEach((name) => frm.set_query(name, in_use));
		frm.set_query("mediator", "mediators", in_use);
		frm.set_query("refusing_party", () => ({ filters: { dispute_case: frm.doc.dispute_case } }));
	},

	refresh(frm) {
		if (frm.is_new()) return;
		offer_outcomes(frm);
		governance.close_event(frm);
		frm.add_custom_button(__("Dispute Case"), () =>
			frappe.set_route("Form", "Dispute Case", frm.doc.dispute_case),
		);
		if (frm.doc.consultation) {
			frm.add_custom_button(__("Case Consultation"), () =>
				frappe.set_route("Form", "Case Consultation", frm.doc.consultation),
			);
		}
	},
});

// What a court or a tribunal can decide; how other steps end follows from the action.
function offer_outcomes(frm) {
	const words = DECIDED_BY[frm.doc.form];
	if (words) frm.set_df_property("outcome", "options", ["", ...words]);
	frm.set_df_property("outcome", "read_only", frm.doc.form === "Litigation" ? 0 : 1);
}
