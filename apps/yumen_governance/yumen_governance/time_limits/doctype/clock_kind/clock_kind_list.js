frappe.listview_settings["Clock Kind"] = {
	hide_name_column: true,
	refresh: (list) => governance.translate_subjects(list),
};
