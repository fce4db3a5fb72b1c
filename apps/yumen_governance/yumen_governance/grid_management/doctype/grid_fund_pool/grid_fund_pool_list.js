frappe.listview_settings["Grid Fund Pool"] = { hide_name_column: true, add_fields: ["currency"] };
