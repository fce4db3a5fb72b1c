const FIELD_ROLES = ["Grid Leader", "Grid Member", "Department Handler"];

function default_filters() {
	const has = (role) => frappe.user_roles.includes(role);
	if (has("Dispatcher") || has("Auditor")) return [["stage", "not in", ["Closed", "Void"]]];
	if (FIELD_ROLES.some(has)) return [["stage", "in", ["Assigned", "Handling"]]];
	return [];
}

frappe.listview_settings["Governance Event"] = {
	add_fields: [
		"stage",
		"urgency",
		"due_on",
		"workflow_state",
		"supervision_level",
		"follow_up",
		"follow_up_on",
	],
	filters: default_filters(),
	hide_name_column: true,

	get_indicator: governance.state_indicator,

	formatters: {
		due_on: governance.due_on,
		urgency(value, df, doc) {
			const colour = governance.URGENCY_COLOURS[value];
			const level = doc.supervision_level;
			const urgency = colour ? `<span class="indicator-pill ${colour}">${__(value)}</span>` : __(value);
			if (!level) return urgency;
			const flag = `<span class="indicator ${governance.LEVEL_COLOURS[level]}" title="${__(level)}"></span>`;
			return `${flag} ${urgency}`;
		},
	},
};
