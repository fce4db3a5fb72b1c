// Moving a resident or a household to another grid: asked for in a dialog, done by the server.

frappe.provide("governance");

governance.ask_for_move = function (frm) {
	frappe.prompt(
		move_fields(frm),
		(values) => {
			frm.call("move_to_grid", values).then(() => {
				frappe.show_alert({ message: __("Moved"), indicator: "green" });
				frm.reload_doc();
			});
		},
		__("Move to Another Grid"),
		__("Move"),
	);
};

function move_fields(frm) {
	const in_use = { is_active: 1, name: ["!=", frm.doc.grid] };
	return [
		{
			fieldname: "grid",
			fieldtype: "Link",
			options: "Grid",
			label: __("Target Grid"),
			reqd: 1,
			get_query: () => ({ filters: in_use }),
			filter_description: __("Grids in use are offered"),
		},
		{
			fieldname: "moved_on",
			fieldtype: "Date",
			label: __("Moved On"),
			default: frappe.datetime.get_today(),
			reqd: 1,
		},
		{ fieldname: "reason", fieldtype: "Data", label: __("Reason"), reqd: 1 },
	];
}
