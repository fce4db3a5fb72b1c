const STATUS_COLOURS = { "In Use": "green", "Split Up": "orange", Merged: "orange", "Closed Down": "gray" };

frappe.listview_settings["Grid"] = {
	add_fields: ["grid_status"],
	hide_name_column: true,
	filters: [["grid_status", "=", "In Use"]],

	get_indicator: (doc) => [
		__(doc.grid_status),
		STATUS_COLOURS[doc.grid_status],
		`grid_status,=,${doc.grid_status}`,
	],
};
