frappe.listview_settings["Community Correction Record"] = governance.care.list();
