frappe.listview_settings["Event Task"] = {
	hide_name_column: true,
	add_fields: ["status", "answer_overdue", "is_joint_action", "answer_by"],

	formatters: { due_on: governance.short_time },

	get_indicator(doc) {
		if (governance.is_unanswered(doc))
			return [__("No Answer"), "red", "answer_overdue,=,1|status,=,To Sign"];
		return [__(doc.status), governance.STATUS_COLOURS[doc.status], `status,=,${doc.status}`];
	},
};
