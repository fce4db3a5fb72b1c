frappe.listview_settings["Case Escalation"] = {
	hide_name_column: true,
	refresh: (list) => governance.translate_subjects(list),
};
