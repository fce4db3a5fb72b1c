frappe.listview_settings["Chief Mediator Studio"] = governance.list_of_used({ hide_name_column: true });
