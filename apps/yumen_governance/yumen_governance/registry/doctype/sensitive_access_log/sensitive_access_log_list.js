frappe.listview_settings["Sensitive Access Log"] = {
	add_fields: ["outcome", "action", "what", "reference_doctype"],
	hide_name_column: true,
	get_indicator: ({ outcome }) =>
		outcome && [__(outcome), outcome === "Refused" ? "red" : "green", `outcome,=,${outcome}`],
	formatters: {
		what: (value) => frappe.utils.escape_html(__(value || "")),
		reference_doctype: (value) => __(value || ""),
		action: (value) => __(value || ""),
	},
};
