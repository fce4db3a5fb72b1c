frappe.ui.form.on("Grid Payout Sheet", {
	setup(frm) {
		frm.set_query("pool", () => ({ filters: { balance: [">", 0] } }));
		frm.set_query("member", "payouts", () => ({
			filters: frm.doc.grid_path ? { grid_path: ["like", `${frm.doc.grid_path}%`] } : {},
		}));
	},

	onload(frm) {
		if (frm.is_new() && !frm.doc.month) {
			frm.set_value("month", frappe.datetime.now_date().slice(5, 7));
		}
	},

	refresh(frm) {
		governance.translate_changes(frm);
		frm.set_intro("");
		const status = frm.doc.status || "Draft";
		if (status === "Draft" || status === "Returned") show_preparation(frm, status);
		else show_decision(frm, status);
	},
});

function show_preparation(frm, status) {
	if (status === "Returned") {
		frm.set_intro(__("Sent back: {0}", [frappe.utils.escape_html(frm.doc.return_reason)]), "orange");
	}
	if (!frm.perm[0].write) return;
	frm.page.clear_secondary_action();
	frm.add_custom_button(__("Fill in Members"), () => fill_members(frm));
	if (frm.is_new()) return;
	const button = frm.add_custom_button(__("Hand In for Approval"), () => hand_in(frm));
	button.removeClass("btn-default").addClass("btn-primary");
}

async function fill_members(frm) {
	if (!frm.doc.pool || !frm.doc.month) {
		frappe.throw(__("Choose the fund pool and the month."));
	}
	const { message: added } = await frm.call("fill_members");
	frm.doc.payouts.forEach((row) => {
		frappe.utils.add_link_title("Grid Member", row.member, row.member_name);
		frappe.utils.add_link_title("Grid", row.grid, row.grid_name);
	});
	frm.dirty();
	frm.refresh_fields();
	frappe.show_alert({ message: __("{0} members added", [added]), indicator: "green" });
}

async function hand_in(frm) {
	if (frm.is_dirty()) await frm.save();
	frappe.confirm(
		__("Hand in {0} for {1} members? It can't be changed until it is approved or sent back.", [
			frappe.format(
				frm.doc.total_amount,
				{ fieldtype: "Currency", options: "currency" },
				{ inline: true },
				frm.doc,
			),
			frm.doc.payouts.length,
		]),
		() => step(frm, "hand_in"),
	);
}

function show_decision(frm, status) {
	frm.disable_form();
	frm.page.clear_secondary_action();
	frm.dashboard.clear_comment();
	if (status === "Revoked") {
		frm.set_intro(__("Revoked: {0}", [frappe.utils.escape_html(frm.doc.return_reason)]), "red");
	}
	if (!frm.doc.__onload?.may_approve) return;
	if (status === "Awaiting Approval") {
		frm.add_custom_button(__("Return to Preparer"), () =>
			step_with_reason(frm, "send_back", __("Return to Preparer")),
		);
		const button = frm.add_custom_button(__("Approve"), () => step(frm, "approve"));
		button.removeClass("btn-default").addClass("btn-primary");
	} else if (status === "Approved") {
		frm.add_custom_button(__("Revoke"), () => step_with_reason(frm, "revoke", __("Revoke")));
	}
}

async function step(frm, method, values) {
	await frm.call(method, values);
	frm.reload_doc();
}

function step_with_reason(frm, method, title) {
	const field = { fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 };
	frappe.prompt(field, (values) => step(frm, method, values), title, title);
}
