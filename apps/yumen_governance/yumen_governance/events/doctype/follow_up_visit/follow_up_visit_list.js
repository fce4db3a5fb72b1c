frappe.listview_settings["Follow-up Visit"] = {
	hide_name_column: true,
	add_fields: ["outcome"],

	formatters: { called_on: governance.short_time },

	get_indicator: governance.status_indicator(governance.STATUS_COLOURS, "outcome"),
};
