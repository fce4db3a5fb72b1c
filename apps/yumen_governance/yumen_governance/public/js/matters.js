// Hazards and key areas: open until they are closed, with a day by which they must be rectified.

frappe.provide("governance");

governance.MATTER_COLOURS = { "To Rectify": "red", Rectifying: "orange", Rectified: "green" };

const is_late = (doc) =>
	doc.status !== "Rectified" && doc.rectify_by && doc.rectify_by < frappe.datetime.get_today();

governance.rectify_by = function (value, df, doc) {
	if (!value) return "";
	const day = frappe.datetime.str_to_user(value);
	return is_late(doc) ? `<span class="indicator-pill red">${day}</span>` : day;
};

governance.show_lateness = function (frm) {
	if (is_late(frm.doc)) frm.dashboard.add_indicator(__("Not rectified in time"), "red");
};
