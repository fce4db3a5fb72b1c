frappe.listview_settings["Publicity Talk"] = {
	hide_name_column: true,
	onload: governance.hide_name_filter,
};
