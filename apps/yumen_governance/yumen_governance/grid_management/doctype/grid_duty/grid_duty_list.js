frappe.listview_settings["Grid Duty"] = { hide_name_column: true };
