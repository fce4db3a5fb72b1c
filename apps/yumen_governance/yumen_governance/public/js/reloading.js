// The framework loads a form anew a second after it was stored elsewhere, or after one's own action whose echo came
// before its answer. What was typed in that second stays; only a change by somebody else is told. While an action is
// under way nothing is loaded: the record as it was before could come after the answer and stand on the screen.

const PAUSE = 1000;

$(document).on("form-load", (_event, frm) => {
	frm.debounced_reload_doc = frappe.utils.debounce(() => reload(frm), PAUSE);
});

async function reload(frm) {
	if (frappe.request.ajax_count) return frm.debounced_reload_doc();
	if (!frm.is_dirty()) return frm.reload_doc();
	const { message } = await frappe.db.get_value(frm.doctype, frm.docname, "modified");
	if (message?.modified === frm.doc.modified) return;
	frm.doc.__needs_refresh = true;
	frm.show_conflict_message();
}
