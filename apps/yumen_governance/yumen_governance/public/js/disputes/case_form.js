// The form of a dispute: its panels in the order of the work, and what is seen before anything is read.

frappe.provide("governance");

const LEVELS = { Confidential: "orange", Sealed: "red" };

governance.show_dispute = function (frm) {
	governance.show_parties(frm);
	governance.show_case_tasks(frm);
	governance.show_case_people(frm);
	if (frm.is_new()) return;
	governance.show_case_guide(frm);
	frm.dashboard.stats_area_row?.empty();
	const { doc } = frm;
	if (doc.is_emergency) frm.dashboard.add_indicator(emergency_words(doc), "red");
	if (LEVELS[doc.confidentiality])
		frm.dashboard.add_indicator(__(doc.confidentiality), LEVELS[doc.confidentiality]);
	governance.close_event(frm);
};

const emergency_words = ({ emergency_handled_on }) =>
	emergency_handled_on ? __("Emergency, measures taken") : __("Emergency");
