frappe.listview_settings["Chief Mediator Studio"] = {
	hide_name_column: true,
	add_fields: ["is_active"],
	get_indicator: (doc) =>
		doc.is_active
			? [__("In Use"), "green", "is_active,=,1"]
			: [__("Not in Use"), "gray", "is_active,=,0"],
};
