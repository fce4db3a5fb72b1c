frappe.listview_settings["Access Alert Rule"] = {
	hide_name_column: true,
	refresh: governance.translate_subjects,
};
