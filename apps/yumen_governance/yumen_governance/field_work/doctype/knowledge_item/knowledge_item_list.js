frappe.listview_settings["Knowledge Item"] = {
	hide_name_column: true,
	onload: governance.hide_name_filter,
};
