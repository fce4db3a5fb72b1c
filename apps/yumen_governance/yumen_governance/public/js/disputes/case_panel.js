// What the panels of a dispute's form share: they show what the server answers, and every act ends in the case as it is then.

export const escape = (text) => frappe.utils.escape_html(String(text ?? ""));

// Asks `api` for what the panel shows of the case; a button in it does acts[data-act](frm, data-row, answer).
export async function show_panel(frm, fieldname, api, render, acts) {
	const field = frm.fields_dict[fieldname];
	if (!field || frm.is_new()) return field?.$wrapper.empty();
	const name = frm.docname;
	const answer = await frappe.xcall(`${api}.of_case`, { case: name });
	if (frm.docname !== name) return;
	field.$wrapper.html(render(answer));
	field.$wrapper.find("[data-act]").on("click", function () {
		acts[this.dataset.act](frm, this.closest("[data-row]")?.dataset.row, answer);
	});
}

export async function act(frm, method, values) {
	await frappe.xcall(method, values);
	await frm.reload_doc();
}

export const reason = () => ({
	fieldname: "reason",
	fieldtype: "Small Text",
	label: __("Reason"),
	reqd: 1,
	max_height: "90px",
});
