frappe.listview_settings["Service Window"] = governance.list_of_used();
