frappe.listview_settings["Mediation Committee"] = governance.list_of_used({ hide_name_column: true });
