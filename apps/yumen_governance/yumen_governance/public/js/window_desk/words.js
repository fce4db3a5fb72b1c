// What the window desk calls its steps, and how it writes numbers and times.

export const API = "yumen_governance.api.queue.";
export const TICKET = "Queue Ticket";

// Key, deed, name, and in which state of the number at the window it may be done
export const DEEDS = () => [
	{ key: "n", deed: "next", label: __("Next Number"), primary: true, when: ["", "Serving"] },
	{ key: "s", deed: "serve", label: __("Begin"), primary: true, when: ["Called Up"] },
	{ key: "r", deed: "recall", label: __("Call Again"), when: ["Called Up"] },
	{ key: "m", deed: "miss", label: __("Nobody Came"), when: ["Called Up"] },
	{ key: "g", deed: "register", label: __("Register Request"), when: ["Called Up", "Serving"] },
	{ key: "e", deed: "finish", label: __("End the Visit"), when: ["Serving"] },
	{ key: "t", deed: "transfer", label: __("Hand Over"), when: ["Called Up", "Serving"] },
	{ key: "b", deed: "put_back", label: __("Back into the Queue"), when: ["Called Up"] },
];

export const KEYS = () => [
	...DEEDS().map(({ key, label }) => [key.toUpperCase(), label]),
	["Q", __("Give out a ticket")],
	["A", __("Appointments of today")],
	["1 – 8", __("Put a missed number back into the queue")],
	["P", __("Take a break, or end it")],
	["O", __("Open or close the window")],
	["?", __("This help")],
];

export const PRIORITIES = () => ({
	Elderly: __("Elderly"),
	"Disabled Person": __("Disabled Person"),
	Pregnant: __("Pregnant"),
	Soldier: __("Soldier"),
});

export const escape = (text) => frappe.utils.escape_html(String(text ?? ""));

export const hour_of = (moment) => (moment ? moment.slice(11, 16) : "");

// Whole minutes from one moment of the server to another
export function minutes_between(start, end) {
	return start ? Math.max(0, Math.floor((Date.parse(iso(end)) - Date.parse(iso(start))) / 60_000)) : 0;
}

export const iso = (moment) => moment.slice(0, 19).replace(" ", "T");

export const minutes = (value) => (value === null ? "–" : __("{0} min", [value]));

// Prints the slip of a ticket from a frame out of sight (browsers print none that is hidden); the screen stays where it is
export function print_ticket(name) {
	const query = new URLSearchParams({
		doctype: TICKET,
		name,
		format: "排队号票",
		no_letterhead: 1,
		trigger_print: 1,
	});
	$(".ticket-print").remove();
	$('<iframe class="ticket-print" tabindex="-1" aria-hidden="true"></iframe>')
		.attr("src", `/printview?${query}`)
		.appendTo("body");
}
