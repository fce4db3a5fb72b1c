frappe.listview_settings["Collecting Form"] = {
	hide_name_column: true,
	onload: governance.hide_name_filter,
	refresh: (list) => governance.translate_subjects(list),
};
