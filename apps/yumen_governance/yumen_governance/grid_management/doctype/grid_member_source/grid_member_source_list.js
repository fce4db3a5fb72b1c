frappe.listview_settings["Grid Member Source"] = { hide_name_column: true };
