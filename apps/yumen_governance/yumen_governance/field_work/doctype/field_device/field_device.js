frappe.ui.form.on("Field Device", {
	refresh(frm) {
		if (frm.doc.status === "Revoked" || !frm.perm[0].write) return;
		frm.add_custom_button(__("Revoke This Device"), () => ask_and_revoke(frm));
	},
});

function ask_and_revoke(frm) {
	const explained = __(
		"The keys of this device go, and it is signed out. What it hasn't sent yet is lost.",
	);
	frappe.prompt(
		[
			{ fieldtype: "HTML", options: `<p>${explained}</p>` },
			{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 },
		],
		async ({ reason }) => {
			const args = { device: frm.doc.name, reason };
			await frappe.call("yumen_governance.api.sync.revoke", args);
			frappe.show_alert({ message: __("The device was revoked"), indicator: "green" });
			frm.reload_doc();
		},
		__("Revoke This Device"),
		__("Revoke This Device"),
	);
}
