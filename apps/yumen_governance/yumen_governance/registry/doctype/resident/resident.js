const KEEPERS = ["Governance Administrator", "Registry Clerk"];

frappe.ui.form.on("Resident", {
	setup(frm) {
		governance.offer_of_grid(frm, "household", "Active");
		governance.offer_of_grid(frm, "residence", "In Use");
		governance.offer(frm, "guardian", () => others(frm), __("Residents on register are offered"));
	},

	refresh(frm) {
		if (frm.is_new()) return;
		show_warnings(frm);
		if (frm.doc.household && frm.get_perm(1, "read")) {
			governance.show_household_members(frm, frm.doc.household, "household_members");
		}
		if (frm.doc.status !== "Merged" && frm.perm[0].write) add_actions(frm);
	},

	id_number(frm) {
		const text = frm.doc.id_number;
		if (!text || text.includes("*")) return;
		const told = governance.read_citizen_id(text);
		frm.set_value({ birth_date: told.born || null, sex: told.sex || null });
		if (told.problem) frappe.show_alert({ message: told.problem, indicator: "orange" });
	},

	household(frm) {
		if (!frm.doc.household || frm.doc.residence) return;
		frappe.db.get_value("Household", frm.doc.household, "address", (row) => {
			if (row?.address) frm.set_value("residence", row.address);
		});
	},
});

const others = (frm) => ({ status: "Active", name: ["!=", frm.doc.name] });

function show_warnings(frm) {
	if (frm.doc.__onload?.is_child) {
		frm.dashboard.add_indicator(__("Under 14: sensitive personal information throughout"), "orange");
	}
	if (frm.doc.permit_expires_on < frappe.datetime.get_today()) {
		frm.dashboard.add_indicator(__("Permit expired"), "red");
	}
	if (frm.doc.needs_attention) frm.dashboard.add_indicator(__("Needs Attention"), "orange");
}

function add_actions(frm) {
	frm.add_custom_button(__("Move to Another Grid"), () => governance.ask_for_move(frm), __("Actions"));
	if (KEEPERS.some((role) => frappe.user_roles.includes(role))) {
		frm.add_custom_button(__("Merge into Another Record"), () => ask_for_kept(frm), __("Actions"));
	}
}

function ask_for_kept(frm) {
	const kept = {
		fieldname: "kept",
		fieldtype: "Link",
		options: "Resident",
		label: __("Record to Keep"),
		reqd: 1,
		description: __("It is completed from this one and takes over its links. This can't be undone."),
		get_query: () => ({ filters: others(frm) }),
		filter_description: __("Residents on register are offered"),
	};
	frappe.prompt(
		[kept],
		(values) => {
			frm.call("merge_into", values).then(() => {
				frappe.show_alert({ message: __("Merged"), indicator: "green" });
				frappe.set_route("Form", "Resident", values.kept);
			});
		},
		__("Merge into Another Record"),
		__("Merge"),
	);
}
