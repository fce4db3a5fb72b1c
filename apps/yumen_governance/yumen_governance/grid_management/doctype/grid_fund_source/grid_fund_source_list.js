frappe.listview_settings["Grid Fund Source"] = { hide_name_column: true };
