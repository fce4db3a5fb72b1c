const PROGRESS_COLOURS = {
	Planned: "blue",
	Applied: "green",
	Withdrawn: "gray",
	"Could Not Be Applied": "red",
};

frappe.listview_settings["Grid Change"] = {
	add_fields: ["status"],
	hide_name_column: true,

	get_indicator: (doc) => [__(doc.status), PROGRESS_COLOURS[doc.status], `status,=,${doc.status}`],
};
