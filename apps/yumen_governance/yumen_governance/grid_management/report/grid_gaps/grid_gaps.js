frappe.query_reports["Grid Gaps"] = {
	filters: [
		{
			fieldname: "grid_level",
			label: __("Grid Level"),
			fieldtype: "Select",
			options: ["", "Level 1", "Level 2", "Level 3"],
		},
		{
			fieldname: "under",
			label: __("Lies Under"),
			fieldtype: "Link",
			options: "Grid",
			get_query: () => ({ filters: { is_active: 1, is_group: 1 } }),
		},
		{
			fieldname: "gap",
			label: __("Gap"),
			fieldtype: "Select",
			options: ["", "No Leader", "No Member", "No Boundary", "Unusual Size"],
		},
	],

	after_datatable_render(datatable) {
		$(datatable.wrapper).find(".dt-filter").attr("title", __("Type to filter"));
	},

	formatter(value, row, column, data, default_formatter) {
		const shown = default_formatter(value, row, column, data);
		if (column.fieldname === "grid" && data?.grid_name) {
			const link = frappe.utils.get_form_link("Grid", data.grid);
			return `<a href="${link}">${frappe.utils.escape_html(data.grid_name)}</a>`;
		}
		const missing = { leader: !data?.leader, members: !data?.members }[column.fieldname];
		return missing ? `<span class="text-danger">${__("None")}</span>` : shown;
	},
};
