frappe.listview_settings["Functional Unit"] = { hide_name_column: true };
