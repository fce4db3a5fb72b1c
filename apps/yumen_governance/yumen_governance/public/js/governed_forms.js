// What every case with a workflow of stages shows on its form: its clocks, its history, and the dialog of a transition.
// A DocType needs no script for it: the fields `stage` and `workflow_state` are enough.

frappe.provide("governance");

governance.is_governed = (frm) =>
	["stage", "workflow_state"].every((name) => frappe.meta.has_field(frm.doctype, name));

$(document).on("form-load", (_event, frm) => {
	if (!governance.is_governed(frm)) return;
	add_handler(frm.doctype, "before_workflow_action", (form) => governance.ask_for_transition(form));
	add_handler(frm.doctype, "after_workflow_action", (form) =>
		frappe.show_alert({ message: __(form.doc.workflow_state), indicator: "green" }),
	);
});

// A DocType that does it in its own way keeps to that.
function add_handler(doctype, event, handler) {
	if (frappe.ui.form.handlers[doctype]?.[event]?.length) return;
	frappe.ui.form.on(doctype, event, handler);
}

$(document).on("form-refresh", (_event, frm) => {
	if (!governance.is_governed(frm)) return;
	const layout = $(frm.layout.wrapper);
	layout.find(".case-history-section").toggle(!frm.is_new());
	// Those of the case that the form showed before
	layout.find(".case-clocks").hide();
	if (frm.is_new()) return;
	governance.show_case_clocks(frm);
	// Whoever adds to the history waits for it
	frm.history_shown = governance.show_case_history(frm);
});
