// More time for a clock of a case: days that the law leaves out, and an extension that somebody approved.

frappe.provide("governance");

const METHODS = "yumen_governance.api.clocks.";
const DIALOGS = { exclude: ask_for_exclusion, extend: ask_for_extension };

governance.change_clock = function (frm, change, clock) {
	DIALOGS[change](frm, clock);
};

function ask_for_exclusion(frm, clock) {
	const ground_of = (reason) => (clock.exclusions.find((each) => each.reason === reason) || {}).ground;
	const dialog = new frappe.ui.Dialog({
		title: `${__("Leave Time Out")} · ${__(clock.kind)}`,
		fields: [
			{
				fieldname: "reason",
				fieldtype: "Select",
				label: __("Reason"),
				options: clock.exclusions.map((each) => each.reason),
				default: clock.exclusions[0].reason,
				reqd: 1,
				onchange: () => dialog.set_value("ground", ground_of(dialog.get_value("reason"))),
			},
			{
				fieldname: "first_day",
				fieldtype: "Date",
				label: __("First Day"),
				default: frappe.datetime.get_today(),
				reqd: 1,
			},
			{
				fieldname: "last_day",
				fieldtype: "Date",
				label: __("Last Day"),
				description: __(
					"The expected one while it lasts; record the same first day again to put it right",
				),
				reqd: 1,
			},
			{
				fieldname: "ground",
				fieldtype: "Small Text",
				label: __("Legal Ground"),
				default: clock.exclusions[0].ground,
				read_only: 1,
			},
		],
		primary_action_label: __("Leave Out"),
		primary_action: ({ reason, first_day, last_day }) =>
			change(frm, clock, dialog, "exclude", { reason, first_day, last_day }),
	});
	dialog.show();
}

function ask_for_extension(frm, clock) {
	const { approver, notice, latest } = clock.extension;
	const dialog = new frappe.ui.Dialog({
		title: `${__("Extend")} · ${__(clock.kind)}`,
		fields: [
			{
				fieldname: "new_due",
				fieldtype: "Date",
				label: __("New Last Day"),
				default: latest && moment(latest).format("YYYY-MM-DD"),
				description: latest && __("At most until {0}.", [moment(latest).format("YYYY-MM-DD")]),
				reqd: 1,
			},
			{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 },
			{
				fieldname: "approved_by",
				fieldtype: "Data",
				label: __("Approved By"),
				description: __("By law: {0}", [approver]),
				reqd: 1,
			},
			{
				fieldname: "told_on",
				fieldtype: "Date",
				label: __("Parties Told in Writing On"),
				reqd: notice ? 1 : 0,
				hidden: notice ? 0 : 1,
			},
		],
		primary_action_label: __("Extend"),
		primary_action: (values) => change(frm, clock, dialog, "extend", values),
	});
	dialog.show();
}

async function change(frm, clock, dialog, method, values) {
	const { doctype, docname: name } = frm;
	await frappe.xcall(METHODS + method, { doctype, name, kind: clock.kind, ...values });
	dialog.hide();
	await frm.reload_doc();
}
