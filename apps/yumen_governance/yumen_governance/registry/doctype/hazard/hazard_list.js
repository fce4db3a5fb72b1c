frappe.listview_settings["Hazard"] = governance.registry_list(governance.MATTER_COLOURS, {
	filters: [["status", "!=", "Rectified"]],
	formatters: { rectify_by: governance.rectify_by },
});
