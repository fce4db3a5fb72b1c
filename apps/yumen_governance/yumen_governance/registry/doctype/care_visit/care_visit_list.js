frappe.listview_settings["Care Visit"] = { hide_name_column: true };
