frappe.query_reports["Unusual Access"] = {
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
			fieldname: "rule",
			label: __("Rule"),
			fieldtype: "Select",
			options: [
				"",
				"Many Accesses",
				"Outside Working Hours",
				"Outside Own Territory",
				"Many People, One Record",
				"Many Refusals",
				"Large Export",
				"First Access",
			].map((value) => ({ value, label: __(value) })),
		},
		{ fieldname: "user", label: __("User"), fieldtype: "Link", options: "User" },
	],
};
