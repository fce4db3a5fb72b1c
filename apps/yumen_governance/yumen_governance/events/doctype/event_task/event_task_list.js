const status = governance.status_indicator(governance.STATUS_COLOURS);

frappe.listview_settings["Event Task"] = {
	hide_name_column: true,
	add_fields: ["status", "answer_overdue", "is_joint_action", "answer_by"],

	formatters: { due_on: governance.short_time },

	get_indicator(doc) {
		if (governance.is_unanswered(doc))
			return [__("No Answer"), "red", "answer_overdue,=,1|status,=,To Sign"];
		return status(doc);
	},
};
