frappe.listview_settings["Patrol Task"] = {
	hide_name_column: true,
	onload: governance.hide_name_filter,
	get_indicator: governance.status_indicator({ "To Do": "orange", Done: "green", "Not Done": "red" }),
};
