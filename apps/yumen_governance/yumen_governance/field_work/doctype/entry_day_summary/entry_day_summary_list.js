frappe.listview_settings["Entry Day Summary"] = {
	hide_name_column: true,
	onload: governance.hide_name_filter,
	add_fields: ["status"],
	get_indicator: governance.status_indicator({ "To Sum Up": "orange", "Summed Up": "green" }),
};
