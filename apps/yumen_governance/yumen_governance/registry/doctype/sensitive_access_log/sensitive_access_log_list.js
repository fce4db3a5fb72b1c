frappe.listview_settings["Sensitive Access Log"] = {
	add_fields: ["outcome", "action", "what", "reference_doctype"],
	hide_name_column: true,
	get_indicator: governance.status_indicator({ Refused: "red", Allowed: "green" }, "outcome"),
	formatters: {
		what: (value) => frappe.utils.escape_html(__(value || "")),
		reference_doctype: (value) => __(value || ""),
		action: (value) => __(value || ""),
	},
};
