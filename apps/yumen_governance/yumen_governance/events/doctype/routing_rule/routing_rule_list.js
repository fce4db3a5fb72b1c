frappe.listview_settings["Routing Rule"] = {
	hide_name_column: true,
	add_fields: ["is_active", "is_sample"],

	onload(listview) {
		listview.page.add_inner_button(__("Try the Routing Rules"), () => governance.try_rules());
	},

	get_indicator(doc) {
		return doc.is_active
			? [__("Active"), "green", "is_active,=,1"]
			: [__("Inactive"), "gray", "is_active,=,0"];
	},
};
