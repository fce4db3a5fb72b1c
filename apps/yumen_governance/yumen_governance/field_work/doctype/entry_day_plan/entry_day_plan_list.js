frappe.listview_settings["Entry Day Plan"] = {
	hide_name_column: true,
	onload: governance.hide_name_filter,
	add_fields: ["status"],

	get_indicator: governance.status_indicator({ "Not Begun": "blue", "Under Way": "orange", Done: "green" }),
};
