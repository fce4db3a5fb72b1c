frappe.listview_settings["Hazard Event Rule"] = governance.list_of_used({
	hide_name_column: true,
	onload: governance.hide_name_filter,
});
