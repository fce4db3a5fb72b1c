frappe.listview_settings["Event Request"] = {
	hide_name_column: true,
	add_fields: ["status"],

	formatters: { asked_on: governance.short_time },

	get_indicator: governance.status_indicator(governance.STATUS_COLOURS),
};
