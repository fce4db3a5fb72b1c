const INSTALMENT_COLOURS = {
	Due: "blue",
	"Partly Performed": "orange",
	Performed: "green",
	Breached: "red",
};

frappe.listview_settings["Performance Instalment"] = {
	hide_name_column: true,
	get_indicator: (doc) => [
		__(doc.status),
		INSTALMENT_COLOURS[doc.status] || "gray",
		`status,=,${doc.status}`,
	],
};
