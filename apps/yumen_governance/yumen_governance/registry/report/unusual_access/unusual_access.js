frappe.query_reports["Unusual Access"] = {
	filters: [
		...governance.period_filters(),
		{
			fieldname: "rule",
			label: __("Rule"),
			fieldtype: "Select",
			options: governance.choices([
				"",
				"Many Accesses",
				"Outside Working Hours",
				"Outside Own Territory",
				"Many People, One Record",
				"Many Refusals",
				"Large Export",
				"First Access",
			]),
		},
		{ fieldname: "user", label: __("User"), fieldtype: "Link", options: "User" },
	],
};
