frappe.listview_settings["Functional Unit"] = {
	add_fields: ["is_active", "is_sample", "active_handlers", "unit_type"],
	hide_name_column: true,

	get_indicator(doc) {
		if (doc.is_active && !doc.active_handlers && doc.unit_type !== "Linked System") {
			return [__("No Handler"), "red", "is_active,=,1|active_handlers,=,0"];
		}
		return governance.use_indicator(doc);
	},

	formatters: {
		unit_type(value, df, doc) {
			const mark = `<span class="indicator-pill orange" style="margin-left: 8px">${__("Sample")}</span>`;
			return __(value) + (doc.is_sample ? mark : "");
		},
	},
};
