frappe.listview_settings["Outgoing Notice"] = governance.message_list("Outgoing Notice");
