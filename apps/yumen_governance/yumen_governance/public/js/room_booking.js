// Booking a room: from a step or a session of a case, or by itself.

const ROOMS = "yumen_governance.api.rooms.";
const FORMS = {
	"Resolution Step": (doc) => ({ dispute_case: doc.dispute_case, step: doc.name }),
	"Mediation Session": (doc) => ({ dispute_case: doc.dispute_case, step: doc.step, session: doc.name }),
};
const HOUR = 60;

/** Ask for a time and a free room, and book it; resolves to the booking, or to nothing when the dialog is closed. */
governance.book_room = (about = {}) =>
	new Promise((resolve) => {
		const { starts_on, ...links } = about;
		const dialog = new frappe.ui.Dialog({
			title: __("Book a Room"),
			fields: [
				{
					fieldname: "starts_on",
					fieldtype: "Datetime",
					label: __("Starts On"),
					reqd: 1,
					default: starts_on || next_hour(),
					onchange: () => show_rooms(dialog),
				},
				{
					fieldname: "length",
					fieldtype: "Int",
					label: __("Length in Minutes"),
					reqd: 1,
					default: 90,
					onchange: () => show_rooms(dialog),
				},
				{
					fieldname: "purpose",
					fieldtype: "Select",
					label: __("Purpose"),
					options: ["Mediation", "Consultation", "Hearing", "Reception", "Meeting"],
					default: "Mediation",
				},
				{ fieldname: "room", fieldtype: "Select", label: __("Room"), reqd: 1, options: [] },
			],
			primary_action_label: __("Book a Room"),
			primary_action: async (values) => {
				const [starts, ends] = times(values);
				const { room, purpose } = values;
				const booked = await frappe.xcall(`${ROOMS}book`, {
					room,
					purpose,
					starts_on: starts,
					ends_on: ends,
					...links,
				});
				dialog.hide();
				frappe.show_alert({
					message: __("{0} is booked.", [frappe.utils.escape_html(room)]),
					indicator: "green",
				});
				resolve(booked);
			},
			onhide: () => resolve(null),
		});
		dialog.show();
		show_rooms(dialog);
	});

async function show_rooms(dialog) {
	const values = { starts_on: dialog.get_value("starts_on"), length: dialog.get_value("length") };
	if (!values.starts_on || !(values.length > 0)) return;
	const [starts_on, ends_on] = times(values);
	const asked = (dialog.asked = {});
	const rooms = await frappe.xcall(`${ROOMS}free_rooms`, { starts_on, ends_on });
	if (asked !== dialog.asked) return;
	const options = rooms
		.filter(({ is_free }) => is_free)
		.map(({ name, place, seats }) => ({ value: name, label: label_of(name, place, seats) }));
	const chosen = dialog.get_value("room");
	dialog.set_df_property("room", "options", options);
	const kept = options.some(({ value }) => value === chosen) ? chosen : options[0]?.value;
	dialog.set_value("room", kept || "");
}

function label_of(name, place, seats) {
	return [name, place, seats ? __("{0} seats", [seats]) : ""].filter(Boolean).join(" · ");
}

function times({ starts_on, length }) {
	const end = moment(starts_on).add(length, "minutes").format("YYYY-MM-DD HH:mm:ss");
	return [starts_on, end];
}

const next_hour = () =>
	moment(frappe.datetime.now_datetime()).add(HOUR, "minutes").startOf("hour").format("YYYY-MM-DD HH:mm:ss");

Object.entries(FORMS).forEach(([doctype, about]) =>
	frappe.ui.form.on(doctype, {
		refresh(frm) {
			if (frm.is_new() || !frappe.model.can_create("Room Booking")) return;
			frm.add_custom_button(__("Book a Room"), async () => {
				const booked = await governance.book_room({
					...about(frm.doc),
					starts_on: frm.doc.held_on || frm.doc.hearing_on,
				});
				if (booked) note_place(frm, booked);
			});
		},
	}),
);

// The form learns the room where it has a place for it that is still empty.
function note_place(frm, { room }) {
	const field = ["room", "place"].find((name) => frm.fields_dict[name]);
	const writable = field && !frm.doc[field] && !frm.fields_dict[field].df.read_only && !frm.read_only;
	if (writable && frm.perm[0]?.write) frm.set_value(field, room);
}

frappe.ui.form.on("Room Booking", {
	refresh(frm) {
		if (frm.is_new() || frm.doc.status !== "Booked" || !frm.perm[0]?.write) return;
		frm.add_custom_button(__("Cancel the Booking"), () =>
			frappe.prompt(
				{ fieldname: "reason", fieldtype: "Small Text", label: __("Why is it cancelled?"), reqd: 1 },
				async ({ reason }) => {
					await frappe.xcall(`${ROOMS}cancel`, { name: frm.doc.name, reason });
					frm.reload_doc();
				},
				__("Cancel the Booking"),
			),
		);
	},
});
