const METHOD = "yumen_governance.api.notifications.preview";
const SHOWN_AFTER = 400;

frappe.ui.form.on("Message Template", {
	refresh: show_preview,
	event_type: show_preview,
	channel_kind: show_preview,

	onload_post_render(frm) {
		const later = frappe.utils.debounce(() => show_preview(frm), SHOWN_AFTER);
		["subject", "body"].forEach((name) => frm.fields_dict[name].$input?.on("input", later));
	},
});

async function show_preview(frm) {
	if (!frm.doc.event_type || !frm.doc.channel_kind) return;
	const text_of = (name) => frm.fields_dict[name].get_input_value?.() ?? frm.doc[name];
	const { event_type, channel_kind } = frm.doc;
	const shown = await frappe.xcall(METHOD, {
		event_type,
		channel_kind,
		subject: text_of("subject"),
		body: text_of("body"),
	});
	frm.fields_dict.variables.$wrapper.html(list_of(shown.variables));
	frm.fields_dict.preview.$wrapper.html(message_of(shown));
}

function list_of(variables) {
	const rows = variables.map(
		({ name, label }) =>
			`<li><code>{${name}}</code> <span class="text-muted">${frappe.utils.escape_html(label)}</span></li>`,
	);
	return `<div class="control-label">${__("Variables")}</div><ul class="list-unstyled small">${rows.join("")}</ul>`;
}

function message_of({ subject, text, length, parts }) {
	const escape = frappe.utils.escape_html;
	const lines = escape(text).replace(/\n/g, "<br>");
	const size = parts
		? __("{0} characters, charged as {1} text messages", [length, parts])
		: __("{0} characters", [length]);
	return `<div class="frappe-card p-3" style="max-width: 520px">
		${subject ? `<div class="mb-1"><b>${escape(subject)}</b></div>` : ""}
		<div>${lines}</div>
	</div><p class="text-muted small mt-2">${size}</p>`;
}
