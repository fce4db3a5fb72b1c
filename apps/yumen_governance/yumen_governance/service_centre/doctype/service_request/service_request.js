frappe.ui.form.on("Service Request", {
	setup(frm) {
		const in_use = () => ({ filters: { is_active: 1 } });
		["service_window", "next_window", "grid"].forEach((name) => frm.set_query(name, in_use));
		const offered = (window) => ({
			query: "yumen_governance.api.service_requests.search_items",
			filters: window ? { window } : {},
		});
		frm.set_query("service_item", () => offered(frm.doc.service_window));
		frm.set_query("next_item", () => offered(window.cur_dialog?.get_value?.("next_window")));
	},

	refresh(frm) {
		const item = frm.doc.__onload?.item;
		show_questions(frm, item);
		if (frm.is_new()) return;
		const closed = !frm.doc.__onload?.may_write;
		frappe.utils.add_link_title(
			"User",
			frm.doc.first_responsible,
			frm.doc.__onload?.first_responsible_name,
		);
		frm.refresh_field("first_responsible");
		frm.toggle_display("resident", Boolean(frm.doc.resident) && frappe.model.can_read("Resident"));
		if (closed) frm.disable_form();
		offer_results(frm, item);
		show_roads(frm, item, closed);
		show_flags(frm);
		frm.add_custom_button(__("Print Receipt"), () => governance.print_receipt(frm.docname));
		if (frm.doc.became && frappe.model.can_read(frm.doc.became_doctype)) {
			frm.add_custom_button(__("Open {0}", [__(frm.doc.became_doctype)]), () =>
				frappe.set_route("Form", frm.doc.became_doctype, frm.doc.became),
			);
		}
	},

	validate(frm) {
		if (!frm.questions?.questions.length) return;
		frm.questions.rows().forEach((answer) => {
			const row = (frm.doc.answers || []).find((each) => each.fieldname === answer.fieldname);
			if (row) Object.assign(row, answer);
			else frm.add_child("answers", answer);
		});
	},
});

function show_questions(frm, item) {
	const field = frm.fields_dict.answers_html;
	const section = field.$wrapper.closest(".form-section");
	const place = $("<div>").appendTo(field.$wrapper.empty());
	const changed = () => !frm.is_dirty() && frm.questions.is_ready && frm.dirty();
	const questions = item?.fields || [];
	section.toggle(questions.length > 0);
	frm.questions = new governance.ServiceQuestions(place, questions, frm.doc.answers, changed);
	if (!frm.doc.__onload?.may_write && !frm.is_new()) frm.questions.lock();
	setTimeout(() => (frm.questions.is_ready = true), 500);
}

// The results of the item, in the dialog that asks for one.
function offer_results(frm, item) {
	if (!item?.results.length) return;
	const df = frappe.meta.get_docfield(frm.doctype, "result_type", frm.docname);
	Object.assign(df, { fieldtype: "Select", options: ["", ...item.results].join("\n") });
}

function show_roads(frm, item, closed) {
	const page = $(frm.layout.wrapper).find(".form-page").first();
	page.find(".service-roads").remove();
	if (closed || !item?.roads.length || frm.doc.stage !== "Triage" || frm.doc.no_legal_road) return;
	const panel = $(`<div class="service-roads">
		<p>${__("A matter with a legal road is sent there first. Which one fits?")}</p></div>`);
	item.roads.forEach((road) => {
		const button = $(`<button type="button" class="btn btn-xs btn-default">`).text(road);
		panel.append(button.on("click", () => send_on(frm, road)));
	});
	page.prepend(panel);
}

function send_on(frm, road) {
	const fields = [
		{ fieldname: "reason", label: __("Reason of Transfer"), fieldtype: "Small Text", reqd: 1 },
	];
	governance.ask(__("Send to {0}", [road]), fields, __("Transfer"), async ({ reason }) => {
		const call = { name: frm.docname, service_item: road, reason };
		await frappe.xcall("yumen_governance.api.service_requests.send_on", call);
		frappe.show_alert({ message: __("Sent on with everything that was said."), indicator: "green" });
		frappe.set_route("List", "Service Request");
	});
}

function show_flags(frm) {
	const flags = [
		["is_repeated", __("Repeated Matter"), "orange"],
		["is_group", __("Group Visit"), "blue"],
		["mass_incident", __("Risk of a Mass Incident"), "red"],
		["skip_level_petition", __("Risk of a Petition past the Levels"), "red"],
	];
	flags
		.filter(([name]) => frm.doc[name])
		.forEach(([, label, colour]) => frm.dashboard.add_indicator(label, colour));
	if (frm.doc.confidentiality !== "Ordinary")
		frm.dashboard.add_indicator(__(frm.doc.confidentiality), "red");
}
