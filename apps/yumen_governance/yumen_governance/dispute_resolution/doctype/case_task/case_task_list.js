frappe.listview_settings["Case Task"] = {
	hide_name_column: true,
	add_fields: ["status"],
	formatters: { due_on: governance.short_time },

	get_indicator(doc) {
		return [__(doc.status), governance.STATUS_COLOURS[doc.status], `status,=,${doc.status}`];
	},
};
