frappe.listview_settings["Resettlement Record"] = governance.care.list();
