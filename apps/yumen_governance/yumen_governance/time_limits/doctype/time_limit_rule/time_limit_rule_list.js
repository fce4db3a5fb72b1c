frappe.listview_settings["Time Limit Rule"] = governance.list_of_used({ hide_name_column: true });
