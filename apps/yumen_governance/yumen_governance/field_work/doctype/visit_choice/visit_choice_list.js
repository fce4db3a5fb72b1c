frappe.listview_settings["Visit Choice"] = {
	hide_name_column: true,
	onload: governance.hide_name_filter,
};
