frappe.query_reports["Care Statistics"] = {
	filters: [
		{
			fieldname: "year",
			label: __("Year"),
			fieldtype: "Int",
			default: new Date().getFullYear(),
			reqd: 1,
		},
		{
			fieldname: "record_type",
			label: __("Kind of Record"),
			fieldtype: "Select",
			options: governance.choices([
				"",
				"Resettlement Record",
				"Community Correction Record",
				"Mental Health Care Record",
				"Drug Recovery Record",
				"Youth Care Record",
			]),
		},
	],

	formatter(value, row, column, data, default_formatter) {
		const text = default_formatter(value, row, column, data);
		return data && data.bold ? `<b>${text}</b>` : text;
	},
};
