// What the board calls its queues, steps and fields.

export const EVENT = "Governance Event";
export const API = "yumen_governance.api.board.";

export const QUEUES = () => ({
	to_accept: __("To Accept"),
	to_dispatch: __("To Dispatch"),
	to_sign: __("To Sign"),
	handling: __("Being Handled"),
	soon: __("Nearly Due"),
	late: __("Overdue"),
	returned: __("Came Back"),
	to_review: __("To Review"),
	to_follow_up: __("To Follow Up"),
	suspended: __("Suspended"),
	open: __("All Open"),
});

// Key, intent or deed, and its name
export const STEPS = () => [
	{ key: "a", intent: "accept", label: __("Accept") },
	{ key: "d", intent: "dispatch", label: __("Dispatch") },
	{ key: "s", intent: "sign", label: __("Sign") },
	{ key: "u", intent: "urge", label: __("Urge") },
];

export const KEYS = () => [
	["j / ↓", __("Next event")],
	["k / ↑", __("Previous event")],
	["Enter", __("Open the event")],
	["x", __("Choose the event, or take it out again")],
	["Shift X", __("Choose all events shown, or none")],
	...STEPS().map(({ key, label }) => [
		key,
		__("{0}: the chosen events, without any the marked one", [label]),
	]),
	["1 – 9, 0", __("Go to a queue")],
	["/", __("Search")],
	["r", __("Refresh")],
	["Esc", __("Leave the search, choose none")],
	["?", __("This help")],
];

export const escape = (text) => frappe.utils.escape_html(String(text ?? ""));

// What a record that an event names is called
export function title_of(titles, doctype, name) {
	return (titles[doctype] || {})[name] || name || "";
}

// The minute of a moment, as the office writes it
export function time_of(value) {
	return value ? `${frappe.datetime.str_to_user(value.slice(0, 10))} ${value.slice(11, 16)}` : "";
}

export function pill(text, colour) {
	return `<span class="indicator-pill no-indicator-dot ${colour}">${escape(text)}</span>`;
}

export function time_left(event, sign_by) {
	const due_on = (event.stage === "Assigned" && sign_by[event.name]) || event.due_on;
	return governance.time_left({ ...event, due_on });
}
