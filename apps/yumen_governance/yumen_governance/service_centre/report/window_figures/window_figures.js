frappe.query_reports["Window Figures"] = {
	filters: [
		{
			fieldname: "from_day",
			label: __("From Day"),
			fieldtype: "Date",
			reqd: 1,
			default: frappe.datetime.add_days(frappe.datetime.get_today(), -13),
		},
		{
			fieldname: "to_day",
			label: __("To Day"),
			fieldtype: "Date",
			reqd: 1,
			default: frappe.datetime.get_today(),
		},
		{
			fieldname: "service_window",
			label: __("Service Window"),
			fieldtype: "Link",
			options: "Service Window",
		},
	],

	after_datatable_render(datatable) {
		$(datatable.wrapper).find(".dt-filter").attr("title", __("Type to filter"));
	},
};
