// Giving out a ticket at the window, by keyboard: a letter, Enter.

import { API, PRIORITIES, escape, print_ticket } from "./words";

export async function take_ticket(on_done) {
	const { kinds } = await frappe.xcall(`${API}entrance`);
	const options = kinds.map(({ kind, letter }) => ({ value: kind, label: `${letter} · ${__(kind)}` }));
	const priorities = Object.entries(PRIORITIES()).map(([value, label]) => ({ value, label }));
	const dialog = new frappe.ui.Dialog({
		title: __("Give Out a Ticket"),
		fields: [
			{
				fieldname: "kind",
				fieldtype: "Select",
				label: __("Ticket Kind"),
				options,
				default: options[0]?.value,
				reqd: 1,
			},
			{
				fieldname: "priority",
				fieldtype: "Select",
				label: __("Priority"),
				options: [{ value: "", label: __("None") }, ...priorities],
			},
			{ fieldname: "prints", fieldtype: "Check", label: __("Print the slip"), default: 1 },
		],
		primary_action_label: __("Give Out"),
		primary_action: async ({ kind, priority, prints }) => {
			dialog.hide();
			const ticket = await frappe.xcall(`${API}take`, { kind, priority: priority || "" });
			tell(ticket);
			if (prints) print_ticket(ticket.name);
			on_done();
		},
	});
	dialog.$wrapper.on("keydown", (event) => {
		if (event.key === "Enter") dialog.get_primary_btn().trigger("focus").click();
	});
	dialog.show();
}

function tell({ shown_number, people_ahead, estimated_minutes }) {
	const wait =
		estimated_minutes === null
			? __("no window is open yet")
			: __("about {0} minutes", [estimated_minutes]);
	frappe.show_alert(
		{
			message: __("{0}: {1} before it, {2}", [`<b>${escape(shown_number)}</b>`, people_ahead, wait]),
			indicator: "green",
		},
		10,
	);
}
