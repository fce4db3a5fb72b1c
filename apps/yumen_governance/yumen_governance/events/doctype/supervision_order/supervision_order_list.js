frappe.listview_settings["Supervision Order"] = {
	hide_name_column: false,
	add_fields: ["status"],

	formatters: { answer_by: governance.short_time },

	get_indicator(doc) {
		return [__(doc.status), governance.STATUS_COLOURS[doc.status], `status,=,${doc.status}`];
	},
};
