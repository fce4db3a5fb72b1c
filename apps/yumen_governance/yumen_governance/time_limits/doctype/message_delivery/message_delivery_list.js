frappe.listview_settings["Message Delivery"] = governance.message_list("Message Delivery");
