// Stock shows the old and the new value of a changed field untranslated; here they read as on the form.

frappe.provide("governance");

governance.translate_changes = function (frm) {
	const timeline = frm.timeline;
	if (!timeline || timeline.translates_changes) return;
	const stock_contents = timeline.get_version_timeline_contents.bind(timeline);
	timeline.get_version_timeline_contents = () => with_labels(stock_contents).map(translated);
	const stock_steps = timeline.get_workflow_timeline_contents.bind(timeline);
	timeline.get_workflow_timeline_contents = () =>
		(stock_steps() || []).map((item) => ({ ...item, title: __(item.title) }));
	timeline.translates_changes = true;
	timeline.refresh();
};

// Of the rows of a table stock shows the fields' labels untranslated too.
function with_labels(contents) {
	const { get_label } = frappe.meta;
	frappe.meta.get_label = (...field) => __(get_label.apply(frappe.meta, field));
	try {
		return contents();
	} finally {
		frappe.meta.get_label = get_label;
	}
}

function translated(item) {
	if (typeof item.content !== "string") return item;
	return {
		...item,
		content: item.content.replace(/<b>([^<]+)<\/b>/g, (_bold, text) => `<b>${__(text)}</b>`),
	};
}
