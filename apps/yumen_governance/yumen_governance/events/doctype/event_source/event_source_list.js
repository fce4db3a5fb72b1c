frappe.listview_settings["Event Source"] = governance.list_of_used({ hide_name_column: true });
