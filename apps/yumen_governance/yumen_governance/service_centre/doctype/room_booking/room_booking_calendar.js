frappe.views.calendar["Room Booking"] = {
	field_map: { start: "starts_on", end: "ends_on", id: "name", title: "calendar_title", status: "status" },
	filters: [["Room Booking", "status", "=", "Booked"]],
	get_events_method: "frappe.desk.calendar.get_events",
	// The calendar knows Chinese as zh-cn, the desk as zh
	options: {
		locale: frappe.boot.lang.startsWith("zh") ? "zh-cn" : frappe.boot.lang,
		firstDay: 1,
		minTime: "07:00",
		maxTime: "21:00",
		slotLabelFormat: "HH:mm",
		timeFormat: "HH:mm",
	},
};
