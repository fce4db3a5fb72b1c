frappe.listview_settings["Field Device"] = {
	hide_name_column: true,
	onload: governance.hide_name_filter,
	get_indicator: governance.status_indicator({ "In Use": "green", "Signed Out": "gray", Revoked: "red" }),
};
