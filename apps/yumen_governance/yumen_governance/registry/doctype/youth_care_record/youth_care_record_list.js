frappe.listview_settings["Youth Care Record"] = governance.care.list();
