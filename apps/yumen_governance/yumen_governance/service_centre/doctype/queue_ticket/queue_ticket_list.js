const COLOURS = {
	Waiting: "orange",
	Transferred: "orange",
	"Called Up": "blue",
	Serving: "green",
	Done: "gray",
	Missed: "red",
	Gone: "gray",
};

frappe.listview_settings["Queue Ticket"] = {
	add_fields: ["status"],
	get_indicator: governance.status_indicator(COLOURS),
};
