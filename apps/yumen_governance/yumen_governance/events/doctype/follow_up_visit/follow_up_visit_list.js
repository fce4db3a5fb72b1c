frappe.listview_settings["Follow-up Visit"] = {
	hide_name_column: true,
	add_fields: ["outcome"],

	formatters: { called_on: governance.short_time },

	get_indicator(doc) {
		return [__(doc.outcome), governance.STATUS_COLOURS[doc.outcome], `outcome,=,${doc.outcome}`];
	},
};
