const API = "yumen_governance.api.appointments.";

frappe.ui.form.on("Hall Appointment", {
	refresh(frm) {
		frm.disable_save();
		const is_ahead = frm.doc.status === "Booked" && frm.doc.starts_on > frappe.datetime.now_datetime();
		if (!is_ahead || !frappe.model.can_create("Queue Ticket")) return;
		frm.add_custom_button(__("Give Another Time"), () => choose_time(frm));
		frm.add_custom_button(__("Cancel for the Hall"), () => call_off(frm)).addClass("btn-danger");
	},
});

function call_off(frm) {
	frappe.confirm(__("Cancel this appointment? Whoever booked it is told by text message."), () =>
		act(frm, "call_off", {}),
	);
}

async function choose_time(frm) {
	const args = { item: frm.doc.service_item };
	const { message } = await frappe.call({ method: `${API}days`, type: "GET", args });
	const free = message.flatMap(({ day, weekday, times }) =>
		times
			.filter((each) => each.free)
			.map(({ time }) => ({ value: `${day} ${time}`, label: `${day} ${weekday} ${time}` })),
	);
	if (!free.length) {
		frappe.msgprint(__("There is no free time."));
		return;
	}
	frappe.prompt(
		{ fieldname: "starts_on", fieldtype: "Select", label: __("New Time"), options: free, reqd: 1 },
		({ starts_on }) => act(frm, "give_another_time", { starts_on }),
		__("Give Another Time"),
		__("Confirm"),
	);
}

async function act(frm, method, values) {
	try {
		await frappe.xcall(API + method, { appointment: frm.doc.name, ...values });
		frappe.show_alert({ message: __("The visitor is told by text message."), indicator: "green" });
	} finally {
		frm.reload_doc();
	}
}
