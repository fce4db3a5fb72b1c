const STATUS_COLOURS = { "In Use": "green", "Split Up": "orange", Merged: "orange", "Closed Down": "gray" };

frappe.listview_settings["Grid"] = {
	add_fields: ["grid_status"],
	hide_name_column: true,
	filters: [["grid_status", "=", "In Use"]],

	get_indicator: governance.status_indicator(STATUS_COLOURS, "grid_status"),
};
