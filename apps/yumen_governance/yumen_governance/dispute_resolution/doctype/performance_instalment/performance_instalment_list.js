const INSTALMENT_COLOURS = {
	Due: "blue",
	"Partly Performed": "orange",
	Performed: "green",
	Breached: "red",
};

frappe.listview_settings["Performance Instalment"] = {
	hide_name_column: true,
	get_indicator: governance.status_indicator(INSTALMENT_COLOURS),
};
