const COLOURS = {
	"To Review": "orange",
	Adopted: "green",
	"Partly Adopted": "blue",
	"Not Adopted": "red",
	Withdrawn: "gray",
};

frappe.listview_settings["Correction Proposal"] = {
	filters: [["status", "=", "To Review"]],
	hide_name_column: true,
	get_indicator: governance.status_indicator(COLOURS),
};
