frappe.query_reports["Knowledge Coverage"] = {
	filters: [
		{
			fieldname: "under",
			label: __("Lies Under"),
			fieldtype: "Link",
			options: "Grid",
			get_query: () => ({ filters: { is_active: 1, is_group: 1 } }),
		},
		{ fieldname: "days", label: __("Seen within Days"), fieldtype: "Int", default: 90 },
		{ fieldname: "below", label: __("Known Less than (%)"), fieldtype: "Int" },
	],

	after_datatable_render(datatable) {
		$(datatable.wrapper).find(".dt-filter").attr("title", __("Type to filter"));
	},

	formatter(value, row, column, data, default_formatter) {
		const shown = default_formatter(value, row, column, data);
		if (column.fieldname === "grid" && data?.title) {
			const link = frappe.utils.get_form_link("Grid", data.grid);
			return `<a href="${link}">${frappe.utils.escape_html(data.title)}</a>`;
		}
		return shown;
	},
};
