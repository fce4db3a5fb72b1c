frappe.listview_settings["Watchdog"] = {
	hide_name_column: true,
	add_fields: ["finished_utc", "interval_seconds", "stall_told"],
	get_indicator: (doc) => {
		const late = moment.utc().diff(moment.utc(doc.finished_utc), "seconds") > 3 * doc.interval_seconds;
		return late ? [__("Job Has Stopped"), "red"] : [__("Job Runs"), "green"];
	},
	formatters: {
		finished_utc: (value) =>
			frappe.datetime.comment_when(
				moment.utc(value).tz(frappe.boot.time_zone.system).format(frappe.defaultDatetimeFormat),
			),
	},
	refresh: (list) => governance.translate_subjects(list),
};
