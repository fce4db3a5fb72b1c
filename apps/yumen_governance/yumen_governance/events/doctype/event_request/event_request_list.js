frappe.listview_settings["Event Request"] = {
	hide_name_column: true,
	add_fields: ["status"],

	formatters: { asked_on: governance.short_time },

	get_indicator(doc) {
		return [__(doc.status), governance.STATUS_COLOURS[doc.status], `status,=,${doc.status}`];
	},
};
