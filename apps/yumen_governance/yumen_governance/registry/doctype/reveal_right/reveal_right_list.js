frappe.listview_settings["Reveal Right"] = {
	hide_name_column: true,
	refresh: governance.translate_subjects,
};
