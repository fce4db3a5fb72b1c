frappe.ui.form.on("Correction Proposal", {
	refresh(frm) {
		frm.disable_save();
		show_comparison(frm);
		if (frm.doc.reference_name) {
			frm.add_custom_button(__("Open Record"), () =>
				frappe.set_route("Form", frm.doc.reference_doctype, frm.doc.reference_name),
			);
		}
		if (frm.doc.__onload?.may_withdraw) {
			frm.add_custom_button(__("Withdraw Proposal"), () => ask_to_withdraw(frm));
		}
		if (!frm.doc.__onload?.may_decide) return;
		frm.page.set_primary_action(__("Adopt What Is Ticked"), () => accept(frm));
		frm.add_custom_button(__("Do Not Adopt"), () => ask_for_note(frm, [])).addClass("btn-danger");
	},
});

const DECISIONS = { Adopted: "green", "Not Adopted": "red" };

function show_comparison(frm) {
	const field = frm.get_field("comparison");
	const may_decide = Boolean(frm.doc.__onload?.may_decide);
	const rows = (frm.doc.changes || []).map((row) => row_of(frm, row, may_decide)).join("");
	const heads = [__("Field"), __("Value Now"), __("Value Proposed"), may_decide ? __("Adopt") : ""];
	field.$wrapper.html(`<div class="table-responsive"><table class="table table-bordered proposal-changes">
		<thead><tr>${heads.map((head) => `<th scope="col">${head}</th>`).join("")}</tr></thead>
		<tbody>${rows}</tbody></table></div>`);
}

function row_of(frm, row, may_decide) {
	const escape = frappe.utils.escape_html;
	const today = frm.doc.__onload?.today?.[row.fieldname];
	const now = today ?? row.old_value ?? "";
	const changed =
		today !== undefined && today !== (row.old_value || "")
			? `<div class="text-warning small">${__("Changed since the proposal: it was {0}", [escape(row.old_value || __("empty"))])}</div>`
			: "";
	return `<tr><th scope="row">${escape(row.field_label || row.fieldname)}</th>
		<td>${escape(now) || `<span class="text-muted">${__("empty")}</span>`}${changed}</td>
		<td><b>${escape(row.new_value || "") || __("to be emptied")}</b></td>
		<td>${may_decide ? box(row) : decision(row)}</td></tr>`;
}

function box(row) {
	const label = frappe.utils.escape_html(row.field_label || row.fieldname);
	return `<input type="checkbox" checked data-fieldname="${frappe.utils.escape_html(row.fieldname)}"
		aria-label="${__("Adopt")} ${label}">`;
}

function decision(row) {
	if (!row.decision) return "";
	return `<span class="indicator-pill ${DECISIONS[row.decision]}">${__(row.decision)}</span>`;
}

function accept(frm) {
	const boxes = frm.get_field("comparison").$wrapper.find("input[type=checkbox]");
	const accepted = boxes
		.filter(":checked")
		.map((_number, element) => element.dataset.fieldname)
		.get();
	if (accepted.length < boxes.length) ask_for_note(frm, accepted);
	else decide(frm, accepted, "");
}

function ask_for_note(frm, accepted) {
	frappe.prompt(
		{
			fieldname: "note",
			fieldtype: "Small Text",
			label: __("Why Not (Who Proposed It Reads This)"),
			reqd: 1,
		},
		({ note }) => decide(frm, accepted, note),
		accepted.length ? __("Adopt What Is Ticked") : __("Do Not Adopt"),
		__("Confirm"),
	);
}

function ask_to_withdraw(frm) {
	frappe.confirm(__("Withdraw this proposal? Nothing of it is adopted then."), async () => {
		try {
			await frappe.xcall("yumen_governance.api.collecting.withdraw", { proposal: frm.doc.name });
		} finally {
			frm.reload_doc();
		}
	});
}

async function decide(frm, accepted, note) {
	const seen = Object.fromEntries(
		(frm.doc.changes || []).map((row) => [
			row.fieldname,
			frm.doc.__onload?.today?.[row.fieldname] ?? row.old_value ?? "",
		]),
	);
	try {
		await frappe.xcall("yumen_governance.api.collecting.decide", {
			proposal: frm.doc.name,
			accepted,
			seen,
			note,
		});
	} finally {
		frm.reload_doc();
	}
}
