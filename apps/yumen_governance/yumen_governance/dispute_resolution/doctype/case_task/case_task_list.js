frappe.listview_settings["Case Task"] = {
	hide_name_column: true,
	add_fields: ["status"],
	formatters: { due_on: governance.short_time },

	get_indicator: governance.status_indicator(governance.STATUS_COLOURS),
};
