frappe.listview_settings["Public Notice"] = {
	hide_name_column: true,
	onload: governance.hide_name_filter,

	formatters: { publish_on: governance.short_time },
};
