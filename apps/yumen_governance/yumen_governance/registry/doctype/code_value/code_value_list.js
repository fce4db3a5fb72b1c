frappe.listview_settings["Code Value"] = {
	hide_name_column: true,
	add_fields: ["is_active", "verified"],
	get_indicator(doc) {
		return doc.is_active ? governance.verified(doc) : [__("Not in Use"), "gray", "is_active,=,0"];
	},
};
