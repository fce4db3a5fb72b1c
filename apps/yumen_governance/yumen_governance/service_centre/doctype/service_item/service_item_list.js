frappe.listview_settings["Service Item"] = governance.list_of_used();
