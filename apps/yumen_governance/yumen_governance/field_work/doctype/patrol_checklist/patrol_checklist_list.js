frappe.listview_settings["Patrol Checklist"] = governance.list_of_used({
	hide_name_column: true,
	onload: governance.hide_name_filter,
});
