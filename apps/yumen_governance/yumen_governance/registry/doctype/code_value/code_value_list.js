frappe.listview_settings["Code Value"] = {
	hide_name_column: true,
	add_fields: ["is_active", "verified"],
	get_indicator(doc) {
		return doc.is_active ? governance.verified(doc) : governance.use_indicator(doc);
	},
};
