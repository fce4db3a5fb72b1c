frappe.listview_settings["Entry Activity"] = {
	hide_name_column: true,
	onload: governance.hide_name_filter,
};
