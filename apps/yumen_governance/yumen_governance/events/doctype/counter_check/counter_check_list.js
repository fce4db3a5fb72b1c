frappe.listview_settings["Counter Check"] = {
	add_fields: ["differing"],
	hide_name_column: true,
	get_indicator: ({ differing }) =>
		differing
			? [__("Put right"), "orange", "differing,>,0"]
			: [__("All counts were right"), "green", "differing,=,0"],
};
