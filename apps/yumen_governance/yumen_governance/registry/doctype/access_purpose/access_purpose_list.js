frappe.listview_settings["Access Purpose"] = { hide_name_column: true };
