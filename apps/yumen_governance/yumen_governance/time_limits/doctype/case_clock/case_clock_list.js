const STATUS_COLOURS = { Running: "blue", Paused: "orange", Stopped: "gray" };

frappe.listview_settings["Case Clock"] = {
	hide_name_column: true,
	add_fields: ["status"],
	get_indicator: governance.status_indicator(STATUS_COLOURS),
	formatters: { due_on: governance.short_time },
	refresh: (list) => governance.translate_subjects(list),
};
