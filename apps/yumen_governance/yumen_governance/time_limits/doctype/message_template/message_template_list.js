frappe.listview_settings["Message Template"] = governance.list_of_used({ hide_name_column: true });
