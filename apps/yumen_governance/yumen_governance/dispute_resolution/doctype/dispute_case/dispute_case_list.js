frappe.listview_settings["Dispute Case"] = {
	add_fields: ["stage", "due_on", "workflow_state", "confidentiality", "is_emergency"],
	filters: [["stage", "not in", ["Closed", "Void"]]],

	get_indicator(doc) {
		if (!doc.workflow_state) return;
		const state = __(doc.workflow_state);
		const filter = `workflow_state,=,${doc.workflow_state}`;
		if (doc.is_emergency) return [`${__("Emergency")} · ${state}`, "red", filter];
		return [state, governance.state_colour(doc.workflow_state), filter];
	},

	formatters: { due_on: governance.short_time },
};
