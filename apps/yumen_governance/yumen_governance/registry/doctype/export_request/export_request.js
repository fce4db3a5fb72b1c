const METHODS = "yumen_governance.api.export_requests";

frappe.ui.form.on("Export Request", {
	refresh(frm) {
		frm.disable_save();
		if (frm.is_new()) return;
		const mine = frm.doc.requested_by === frappe.session.user;
		const open = ["Requested", "Half Approved"].includes(frm.doc.status);
		frm.set_intro(intro_of(frm, mine), "blue");
		if (open && !mine && frm.perm[0]?.write) add_decisions(frm);
		if (open && mine) frm.add_custom_button(__("Withdraw"), () => withdraw(frm));
		if (mine && frm.doc.status === "Ready") add_download(frm);
		if (frm.doc.status === "Approved") setTimeout(() => look_again(frm), 3000);
	},
});

function intro_of(frm, mine) {
	const { status, has_plain_values } = frm.doc;
	if (status === "Ready" && mine) return __("The file is ready. It is removed when its time is over.");
	if (status === "Approved") return __("The file is being made.");
	if (status === "Half Approved") return __("A second person has to approve: the file holds plain values.");
	if (status === "Requested" && has_plain_values)
		return __(
			"Plain values are asked for: a Privacy Officer and a Governance Administrator have to approve.",
		);
	return "";
}

function add_decisions(frm) {
	frm.add_custom_button(__("Approve"), () =>
		frappe.prompt(
			{ fieldname: "note", fieldtype: "Small Text", label: __("Remark on the Decision") },
			({ note }) => call(frm, "approve", { note }),
			__("Approve this export?"),
			__("Approve"),
		),
	).addClass("btn-primary");
	frm.add_custom_button(__("Refuse"), () =>
		frappe.prompt(
			{ fieldname: "note", fieldtype: "Small Text", label: __("Reason"), reqd: 1 },
			({ note }) => call(frm, "refuse", { note }),
			__("Refuse this export?"),
			__("Refuse"),
		),
	);
}

function withdraw(frm) {
	frappe.confirm(__("Withdraw this request?"), () => call(frm, "withdraw"));
}

function add_download(frm) {
	frm.add_custom_button(__("Download"), () => {
		window.open_url_post(`/api/method/${METHODS}.download`, { name: frm.docname });
		setTimeout(() => frm.reload_doc(), 2000);
	}).addClass("btn-primary");
}

async function call(frm, method, args = {}) {
	await frappe.xcall(`${METHODS}.${method}`, { name: frm.docname, ...args });
	frm.reload_doc();
}

function look_again(frm) {
	if (cur_frm === frm && frm.doc.status === "Approved") frm.reload_doc();
}
