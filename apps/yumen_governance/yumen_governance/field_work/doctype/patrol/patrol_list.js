frappe.listview_settings["Patrol"] = {
	hide_name_column: true,
	onload: governance.hide_name_filter,
	get_indicator: governance.status_indicator({ "Under Way": "blue", Done: "green" }),
};
