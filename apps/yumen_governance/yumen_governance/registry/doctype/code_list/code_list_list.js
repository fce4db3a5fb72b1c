frappe.listview_settings["Code List"] = {
	hide_name_column: true,
	add_fields: ["verified"],
	get_indicator: (doc) => governance.verified(doc),
};
