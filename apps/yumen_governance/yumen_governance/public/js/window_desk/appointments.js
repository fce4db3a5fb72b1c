// Appointments of today: who comes when, and their ticket when they are here.

import { escape, hour_of, print_ticket } from "./words";

const API = "yumen_governance.api.appointments.";

export async function appointments_today(on_done) {
	const dialog = new frappe.ui.Dialog({
		title: __("Appointments Today"),
		fields: [
			{ fieldname: "code", fieldtype: "Data", label: __("Code or number of the appointment") },
			{ fieldname: "list", fieldtype: "HTML" },
		],
		primary_action_label: __("Give Out the Ticket"),
		primary_action: ({ code }) => code && arrive(code),
	});
	const show = async () => {
		const rows = await frappe.xcall(`${API}today`);
		dialog.fields_dict.list.$wrapper.html(list_html(rows));
	};
	const arrive = async (appointment) => {
		// a scanner reads the whole address, whose end is the code
		const ticket = await frappe.xcall(`${API}arrive`, {
			appointment: appointment.split("#").pop().trim(),
		});
		print_ticket(ticket.name);
		const message = __("{0} has come", [`<b>${escape(ticket.shown_number)}</b>`]);
		frappe.show_alert({ message, indicator: "green" }, 10);
		dialog.set_value("code", "");
		await show();
		on_done();
	};
	dialog.$body.on("click", "[data-arrive]", (event) => arrive(event.currentTarget.dataset.arrive));
	dialog.$wrapper.on("keydown", (event) => {
		if (event.key === "Enter" && $(event.target).is("input")) dialog.get_primary_btn().click();
	});
	await show();
	dialog.show();
}

function list_html(rows) {
	if (!rows.length) return `<p class="text-muted">${__("No appointments today.")}</p>`;
	return `<ul class="desk-line">${rows.map(row_html).join("")}</ul>`;
}

function row_html({ name, starts_on, service_item, visitor_name, phone, status, ticket }) {
	const deed =
		status === "Booked"
			? `<button type="button" class="btn btn-default btn-xs" data-arrive="${escape(name)}">${__("Give Out the Ticket")}</button>`
			: `<span class="text-muted">${escape(ticket || __(status))}</span>`;
	return `<li><b>${hour_of(starts_on)}</b> ${escape(service_item)}
		<span class="text-muted">${escape(visitor_name)} ${escape(phone)}</span> ${deed}</li>`;
}
