frappe.listview_settings["Working Calendar"] = {
	hide_name_column: true,
	refresh: (list) => governance.show_missing_calendar(list.page),
};
