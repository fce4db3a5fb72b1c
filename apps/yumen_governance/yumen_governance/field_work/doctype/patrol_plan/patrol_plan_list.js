frappe.listview_settings["Patrol Plan"] = governance.list_of_used({
	hide_name_column: true,
	onload: governance.hide_name_filter,
});
