// How much time a case has left, in words and in a colour.

frappe.provide("governance");

governance.RUNNING_STAGES = ["Triage", "Assigned", "Handling", "Review"];

const HOUR = 3600;
const DAY = 24 * HOUR;

// {label, colour} of a case whose clock is running, nothing of another.
governance.time_left = function (doc) {
	if (!doc.due_on || !governance.RUNNING_STAGES.includes(doc.stage)) return null;
	const seconds = moment(doc.due_on).diff(frappe.datetime.now_datetime(), "seconds");
	if (seconds < 0) return { label: __("Overdue by {0}", [in_words(-seconds)]), colour: "red" };
	return { label: __("{0} left", [in_words(seconds)]), colour: seconds < DAY ? "orange" : "green" };
};

governance.show_time_left = function (frm) {
	const left = governance.time_left(frm.doc);
	if (left) frm.dashboard.add_indicator(left.label, left.colour);
};

governance.URGENCY_COLOURS = { Urgent: "orange", "Very Urgent": "red" };

governance.show_urgency = function (frm) {
	const colour = governance.URGENCY_COLOURS[frm.doc.urgency];
	if (colour) frm.dashboard.add_indicator(__(frm.doc.urgency), colour);
};

// Short enough for a column of a list: days from two days on, hours below.
function in_words(seconds) {
	if (seconds >= 2 * DAY) return __("{0} days", [Math.floor(seconds / DAY)]);
	if (seconds >= HOUR) return __("{0} hours", [Math.floor(seconds / HOUR)]);
	return __("{0} minutes", [Math.max(1, Math.floor(seconds / 60))]);
}
