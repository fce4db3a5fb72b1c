frappe.listview_settings["Mediator"] = governance.list_of_used({ hide_name_column: true });
