frappe.query_reports["Sensitive Access"] = {
	filters: [
		{
			fieldname: "from_date",
			label: __("From Date"),
			fieldtype: "Date",
			default: frappe.datetime.add_days(frappe.datetime.get_today(), -29),
			reqd: 1,
		},
		{
			fieldname: "to_date",
			label: __("To Date"),
			fieldtype: "Date",
			default: frappe.datetime.get_today(),
			reqd: 1,
		},
		{
			fieldname: "group_by",
			label: __("Grouped By"),
			fieldtype: "Select",
			options: ["Person", "Purpose", "Kind of Record", "Field or Content", "Day"].map((value) => ({
				value,
				label: __(value),
			})),
			default: "Person",
		},
		{ fieldname: "user", label: __("User"), fieldtype: "Link", options: "User" },
		{
			fieldname: "action",
			label: __("Action"),
			fieldtype: "Select",
			options: ["", "Reveal", "Open", "Search", "Print", "Export", "Download"].map((value) => ({
				value,
				label: __(value),
			})),
		},
		{
			fieldname: "outcome",
			label: __("Allowed or Refused"),
			fieldtype: "Select",
			options: ["", "Allowed", "Refused"].map((value) => ({ value, label: __(value) })),
		},
		{ fieldname: "purpose", label: __("Purpose"), fieldtype: "Link", options: "Access Purpose" },
	],
};
