frappe.listview_settings["Mental Health Care Record"] = governance.care.list();
