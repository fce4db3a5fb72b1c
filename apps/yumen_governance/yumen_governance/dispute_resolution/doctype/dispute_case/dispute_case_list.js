frappe.listview_settings["Dispute Case"] = {
	add_fields: ["stage", "due_on", "workflow_state", "confidentiality", "is_emergency"],
	filters: [["stage", "not in", ["Closed", "Void"]]],

	get_indicator(doc) {
		const indicator = governance.state_indicator(doc);
		if (!indicator || !doc.is_emergency) return indicator;
		return [`${__("Emergency")} · ${indicator[0]}`, "red", indicator[2]];
	},

	formatters: { due_on: governance.due_on },
};
