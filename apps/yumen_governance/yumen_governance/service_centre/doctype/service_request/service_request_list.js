frappe.listview_settings["Service Request"] = {
	add_fields: ["stage", "workflow_state", "due_on", "is_repeated", "confidentiality"],
	filters: [["stage", "not in", ["Closed", "Void"]]],
	hide_name_column: false,

	get_indicator: governance.state_indicator,

	formatters: { due_on: governance.due_on },
};
