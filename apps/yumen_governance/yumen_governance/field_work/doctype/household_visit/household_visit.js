const COLOURS = {
	"Purpose Set": "blue",
	"Awaiting Feedback": "orange",
	Complete: "green",
	"Nobody at Home": "gray",
};

frappe.ui.form.on("Household Visit", {
	setup(frm) {
		frm.set_query("household", () => ({ filters: { status: "Active" } }));
		frm.set_query("met_resident", () => ({
			filters: { household: frm.doc.household || "-", status: "Active" },
		}));
		frm.set_query("item", "knowledge", () => ({ filters: { is_active: 1 } }));
		frm.set_query("plan", () => ({ filters: { user: frappe.session.user } }));
	},

	onload(frm) {
		Object.assign(frappe.boot.user_info, frm.doc.__onload?.people);
		frm.sidebar?.refresh();
	},

	refresh(frm) {
		frm.toggle_display("unit", frm.doc.unit || frappe.user_roles.includes("Department Handler"));
		if (frm.is_new()) return;
		governance.translate_changes(frm);
		frm.page.set_indicator(__(frm.doc.status), COLOURS[frm.doc.status]);
		if (frm.doc.needs_help && frm.doc.help_status !== "Answered") {
			frm.dashboard.add_indicator(__("Needs Help"), "red");
		}
		if (!frm.perm[0].write) return;
		offer_answer(frm);
		offer_finding(frm);
	},

	async household(frm) {
		const { household } = frm.doc;
		if (!frm.is_new() || !household) return;
		const method = "yumen_governance.api.field_work.recent_visits";
		const visits = await frappe.xcall(method, { household }, "GET");
		if (visits.length && household === frm.doc.household) frm.set_intro(lately(visits[0]), "orange");
	},
});

const lately = (visit) =>
	frappe.utils.escape_html(
		__("{0} called on this household on {1}. Say why you come again.", [
			[visit.unit_title, visit.visitor_name].filter(Boolean).join(" "),
			frappe.datetime.str_to_user(visit.visited_on.slice(0, 10)),
		]),
	);

function offer_answer(frm) {
	const waits = ["To Answer", "Handed On"].includes(frm.doc.help_status);
	if (!waits || !frm.doc.__onload?.may_answer) return;
	frm.add_custom_button(__("Answer the Need"), () => {
		const offered = frm.doc.help_status === "To Answer" ? ["Answered", "Handed On"] : ["Answered"];
		const fields = [
			{
				fieldname: "decision",
				label: __("State of the Need"),
				fieldtype: "Select",
				options: governance.choices(offered),
				default: "Answered",
				reqd: 1,
			},
			{ fieldname: "answer", label: __("Answer to the Need"), fieldtype: "Small Text", reqd: 1 },
			{ fieldname: "event", label: __("Event"), fieldtype: "Link", options: "Governance Event" },
		];
		governance.ask(__("Answer the Need"), fields, __("OK"), async (values) => {
			await frm.call("answer_need", values);
			await frm.reload_doc();
		});
	});
}

function offer_finding(frm) {
	const { findings, event, hazard } = frm.doc;
	if (!findings) return;
	const text = {
		fieldname: "text",
		label: __("What Was Found"),
		fieldtype: "Small Text",
		default: findings,
		reqd: 1,
	};
	const link = (fieldname, label, options, filters) => ({
		...{ fieldname, label: __(label), fieldtype: "Link", options, reqd: 1 },
		get_query: () => ({ filters }),
	});
	if (!event) {
		const fields = [link("category", "Category", "Event Category", { is_active: 1 }), text];
		offer(frm, "Make It an Event", "Event", fields);
	}
	if (!hazard && frappe.model.can_create("Hazard")) {
		const fields = [
			link("hazard_kind", "Hazard Kind", "Code Value", { code_list: "hazard_kind" }),
			link("hazard_level", "Hazard Level", "Code Value", { code_list: "hazard_level" }),
			text,
		];
		offer(frm, "Make It a Hazard", "Hazard", fields);
	}
}

function offer(frm, words, becomes, fields) {
	frm.add_custom_button(
		__(words),
		() =>
			governance.ask(__(words), fields, __("OK"), async (values) => {
				await frm.call("make_of_finding", { becomes, ...values });
				await frm.reload_doc();
			}),
		__("Actions"),
	);
}
