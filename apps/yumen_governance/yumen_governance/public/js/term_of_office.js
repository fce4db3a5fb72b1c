frappe.provide("governance");

const DAYS_BEFORE = 30;

// How far a post's term has come: label, colour and the filter for the list.
governance.term_of_office = function ({ is_active, from_date, to_date }) {
	const today = frappe.datetime.get_today();
	const soon = frappe.datetime.add_days(today, DAYS_BEFORE);
	if (!is_active) return [__("Out of Office"), "grey", "is_active,=,0"];
	if (from_date && from_date > today) {
		return [__("Not Yet in Office"), "blue", `is_active,=,1|from_date,>,${today}`];
	}
	if (to_date && to_date < today) {
		return [__("Term Ended"), "red", `is_active,=,1|to_date,<,${today}`];
	}
	if (to_date && to_date <= soon) {
		return [
			__("Term Ends on {0}", [frappe.datetime.str_to_user(to_date)]),
			"orange",
			`is_active,=,1|to_date,>=,${today}|to_date,<=,${soon}`,
		];
	}
	return [__("In Office"), "green", "is_active,=,1"];
};
