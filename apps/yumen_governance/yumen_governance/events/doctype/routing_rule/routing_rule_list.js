frappe.listview_settings["Routing Rule"] = governance.list_of_used({
	hide_name_column: true,
	add_fields: ["is_sample"],

	onload(listview) {
		listview.page.add_inner_button(__("Try the Routing Rules"), () => governance.try_rules());
	},
});
