frappe.listview_settings["Supervision Order"] = {
	hide_name_column: false,
	add_fields: ["status"],

	formatters: { answer_by: governance.short_time },

	get_indicator: governance.status_indicator(governance.STATUS_COLOURS),
};
