frappe.listview_settings["Field Item"] = {
	hide_name_column: true,
	onload: governance.hide_name_filter,
	get_indicator: governance.status_indicator({
		Done: "green",
		Refused: "red",
		Conflict: "orange",
		Later: "gray",
	}),
};
