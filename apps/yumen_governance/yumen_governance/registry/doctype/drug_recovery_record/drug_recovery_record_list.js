frappe.listview_settings["Drug Recovery Record"] = governance.care.list();
