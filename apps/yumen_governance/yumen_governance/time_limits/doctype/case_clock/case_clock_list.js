const STATUS_COLOURS = { Running: "blue", Paused: "orange", Stopped: "gray" };

frappe.listview_settings["Case Clock"] = {
	hide_name_column: true,
	add_fields: ["status"],
	get_indicator: (doc) => [__(doc.status), STATUS_COLOURS[doc.status], `status,=,${doc.status}`],
	formatters: { due_on: governance.short_time },
	refresh: (list) => governance.translate_subjects(list),
};
