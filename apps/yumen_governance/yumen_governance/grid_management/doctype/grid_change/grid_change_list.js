const PROGRESS_COLOURS = {
	Planned: "blue",
	Applied: "green",
	Withdrawn: "gray",
	"Could Not Be Applied": "red",
};

frappe.listview_settings["Grid Change"] = {
	add_fields: ["status"],
	hide_name_column: true,

	get_indicator: governance.status_indicator(PROGRESS_COLOURS),
};
