// How much time a case has left, in words and in a colour.

frappe.provide("governance");

governance.RUNNING_STAGES = ["Triage", "Assigned", "Handling", "Review"];

const HOUR = 3600;
const DAY = 24 * HOUR;

// Until when a case needs somebody: it is settled, or its reporter is called; nothing where nobody waits.
function due_time(doc) {
	if (doc.stage === "Feedback") return doc.follow_up === "To Call" ? doc.follow_up_on : null;
	return governance.RUNNING_STAGES.includes(doc.stage) ? doc.due_on : null;
}

// {label, colour} of a case whose clock is running, nothing of another.
governance.time_left = function (doc) {
	const due_on = due_time(doc);
	if (!due_on) return null;
	const seconds = moment(due_on).diff(frappe.datetime.system_datetime(), "seconds");
	if (seconds < 0) return { label: __("Overdue by {0}", [in_words(-seconds)]), colour: "red" };
	return { label: __("{0} left", [in_words(seconds)]), colour: seconds < DAY ? "orange" : "green" };
};

// A moment as a column of a list has room for it; the whole of it shows under the mouse.
governance.short_time = (value) =>
	value
		? `<span title="${frappe.datetime.str_to_user(value)}">${moment(value).format("MM-DD HH:mm")}</span>`
		: "";

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
