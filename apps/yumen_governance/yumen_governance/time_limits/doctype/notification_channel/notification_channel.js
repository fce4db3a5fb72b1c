const METHOD = "yumen_governance.api.notifications.send_test";
const ASKS_FOR = { "E-mail": "E-mail Address", SMS: "Phone Number" };

frappe.ui.form.on("Notification Channel", {
	refresh(frm) {
		if (frm.is_new() || !frm.perm[0]?.write) return;
		frm.add_custom_button(__("Send a Test"), () => send_test(frm));
	},
});

function send_test(frm) {
	if (frm.is_dirty()) {
		frappe.msgprint(__("Please save first."));
		return;
	}
	const asked = ASKS_FOR[frm.doc.kind];
	if (!asked) {
		send(frm);
		return;
	}
	const field = { fieldname: "address", fieldtype: "Data", label: __(asked), reqd: 1 };
	frappe.prompt(field, ({ address }) => send(frm, address), __("Send a Test"), __("Send"));
}

async function send(frm, address) {
	const where = await frappe.xcall(METHOD, { channel: frm.docname, address });
	frappe.show_alert({
		message: __("The test message went to {0}.", [frappe.utils.escape_html(where)]),
		indicator: "green",
	});
}
