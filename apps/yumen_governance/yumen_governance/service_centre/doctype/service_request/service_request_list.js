frappe.listview_settings["Service Request"] = {
	add_fields: ["stage", "workflow_state", "due_on", "is_repeated", "confidentiality"],
	filters: [["stage", "not in", ["Closed", "Void"]]],
	hide_name_column: false,

	get_indicator(doc) {
		if (doc.workflow_state) {
			const filter = `workflow_state,=,${doc.workflow_state}`;
			return [__(doc.workflow_state), governance.state_colour(doc.workflow_state), filter];
		}
	},

	formatters: {
		due_on(value, df, doc) {
			const left = governance.time_left(doc);
			if (left) return `<span class="indicator-pill ${left.colour}">${left.label}</span>`;
			return value ? frappe.datetime.str_to_user(value.slice(0, 10)) : "";
		},
	},
};
