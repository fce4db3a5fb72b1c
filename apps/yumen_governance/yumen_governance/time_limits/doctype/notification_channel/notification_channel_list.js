frappe.listview_settings["Notification Channel"] = governance.list_of_used({ hide_name_column: true });
