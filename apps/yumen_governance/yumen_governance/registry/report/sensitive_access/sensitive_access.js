frappe.query_reports["Sensitive Access"] = {
	filters: [
		...governance.period_filters(),
		{
			fieldname: "group_by",
			label: __("Grouped By"),
			fieldtype: "Select",
			options: governance.choices(["Person", "Purpose", "Kind of Record", "Field or Content", "Day"]),
			default: "Person",
		},
		{ fieldname: "user", label: __("User"), fieldtype: "Link", options: "User" },
		{
			fieldname: "action",
			label: __("Action"),
			fieldtype: "Select",
			options: governance.choices(["", "Reveal", "Open", "Search", "Print", "Export", "Download"]),
		},
		{
			fieldname: "outcome",
			label: __("Allowed or Refused"),
			fieldtype: "Select",
			options: governance.choices(["", "Allowed", "Refused"]),
		},
		{ fieldname: "purpose", label: __("Purpose"), fieldtype: "Link", options: "Access Purpose" },
	],
};
