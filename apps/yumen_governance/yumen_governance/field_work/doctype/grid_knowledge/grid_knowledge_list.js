frappe.listview_settings["Grid Knowledge"] = {
	hide_name_column: true,
	onload: governance.hide_name_filter,
	add_fields: ["fresh_until", "known_on"],

	formatters: { known_on: governance.short_time },

	get_indicator(doc) {
		const today = frappe.datetime.get_today();
		if (!doc.known_on) return [__("Not Known Yet"), "red", "known_on,is,not set"];
		if (doc.fresh_until < today) return [__("To Know Anew"), "orange", `fresh_until,<,${today}`];
		return [__("Known"), "green", `fresh_until,>=,${today}`];
	},
};
