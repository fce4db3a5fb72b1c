const status = governance.status_indicator({
	"Purpose Set": "blue",
	"Awaiting Feedback": "orange",
	Complete: "green",
	"Nobody at Home": "gray",
});

frappe.listview_settings["Household Visit"] = {
	hide_name_column: true,
	onload: governance.hide_name_filter,
	add_fields: ["status", "help_status"],

	formatters: { visited_on: governance.short_time },

	get_indicator(doc) {
		if (doc.help_status === "To Answer") return [__("Needs Help"), "red", "help_status,=,To Answer"];
		return status(doc);
	},
};
