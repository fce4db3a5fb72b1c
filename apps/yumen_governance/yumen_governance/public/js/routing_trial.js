// Tries the Routing Rules on an event, stored or made up, and shows of each which conditions are met.

frappe.provide("governance");

const API = "yumen_governance.api.routing.";

governance.try_rules_on = async function (event) {
	const answer = await frappe.xcall(`${API}try_event`, { event });
	const dialog = new frappe.ui.Dialog({ title: __("Try the Routing Rules"), size: "large" });
	show(answer, dialog.body);
	dialog.show();
};

governance.try_rules = function (values = {}) {
	const dialog = new frappe.ui.Dialog({
		title: __("Try the Routing Rules"),
		size: "large",
		fields: [
			link("category", __("Category"), "Event Category", 1),
			link("grid", __("Grid"), "Grid", 1),
			{ fieldtype: "Column Break" },
			link("source", __("Source"), "Event Source"),
			{
				fieldname: "urgency",
				fieldtype: "Select",
				label: __("Urgency"),
				options: ["", "Normal", "Urgent", "Very Urgent"].map((value) => ({
					value,
					label: __(value),
				})),
			},
			{ fieldtype: "Section Break" },
			{
				fieldname: "text",
				fieldtype: "Small Text",
				label: __("Title and Description"),
				max_height: "80px",
			},
			{ fieldname: "answer", fieldtype: "HTML" },
		],
		primary_action_label: __("Try"),
		primary_action: async (asked) => {
			const answer = await frappe.xcall(`${API}try_values`, asked);
			show(answer, dialog.fields_dict.answer.$wrapper);
		},
	});
	dialog.set_values(values);
	dialog.show();
};

function link(fieldname, label, options, reqd = 0) {
	return {
		fieldname,
		label,
		fieldtype: "Link",
		options,
		reqd,
		only_select: 1,
		get_query: () => ({ filters: { is_active: 1 } }),
	};
}

function show(answer, place) {
	const trials = answer.trials.length
		? answer.trials.map(trial_line).join("")
		: `<p class="text-muted">${__("There are no active rules.")}</p>`;
	const lead = frappe.utils.escape_html(answer.lead);
	$(place).html(`<div class="routing-trial"><p class="routing-lead">${lead}</p>${trials}</div>`);
}

function trial_line(trial) {
	const [colour, verdict] = trial.decides
		? ["green", __("Decides")]
		: trial.matches
			? ["blue", __("Matches as well")]
			: ["gray", __("Doesn't match")];
	const title = frappe.utils.escape_html(trial.title);
	const checks = trial.checks.map(([condition, wanted, is_met]) => check_line(condition, wanted, is_met));
	const none = `<li>${__("No conditions: always met")}</li>`;
	return `<div class="routing-rule"><h6>${title} <span class="indicator-pill ${colour}">${verdict}</span></h6>
		<ul>${checks.join("") || none}</ul></div>`;
}

function check_line(condition, wanted, is_met) {
	const words = frappe.utils.escape_html(`${condition}：${wanted}`);
	const verdict = is_met ? __("met") : __("not met");
	return `<li class="${is_met ? "is-met" : "is-not-met"}">${is_met ? "✓" : "✗"} ${words} — ${verdict}</li>`;
}
