const COLOURS = {
	Requested: "orange",
	"Half Approved": "orange",
	Approved: "blue",
	Ready: "green",
	Refused: "red",
	Failed: "red",
};

frappe.listview_settings["Export Request"] = {
	add_fields: ["status"],
	hide_name_column: false,
	refresh: governance.translate_subjects,
	get_indicator: governance.status_indicator(COLOURS),
};
