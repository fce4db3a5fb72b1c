// Beside an event that is being registered or dispatched: events that may be about the same matter, how often this person
// reported before, and what is still to be filled in.

frappe.provide("governance");

const LOOKED_AT = ["title", "description", "address", "location", "grid", "reporter_phone"];
const ASKED = [...LOOKED_AT, "source", "category", "reporter_name", "external_ticket", "resident"];
const STAGES = ["Intake", "Triage"];
const WAIT = 600;

frappe.ui.form.on("Governance Event", {
	setup(frm) {
		frm.set_query("source", () => ({
			query: "yumen_governance.api.sources.search",
			filters: { is_active: 1 },
		}));
		frm.set_query("merged_into", () => ({
			filters: { name: ["!=", frm.doc.name], stage: ["not in", ["Intake", "Closed", "Void"]] },
		}));
		frm.look_for_related = frappe.utils.debounce(() => show_related(frm), WAIT);
	},

	refresh(frm) {
		frm.layout.wrapper.find(".related-events").remove();
		offer_trial(frm);
		frm.look_for_related();
	},

	...Object.fromEntries(ASKED.map((field) => [field, (frm) => frm.look_for_related()])),
});

async function show_related(frm) {
	const { doc } = frm;
	if (!STAGES.includes(doc.stage || "Intake") || cur_frm !== frm) return;
	const is_typed = frm.is_new() || frm.is_dirty();
	const asked = is_typed
		? { event: Object.fromEntries(ASKED.map((field) => [field, doc[field]])) }
		: { name: doc.name };
	const found = await frappe.xcall("yumen_governance.api.intake.related_events", asked);
	if (frm.doc !== doc || cur_frm !== frm) return;
	show_missing(frm, found.missing);
	show_panel(frm, found);
}

function show_missing(frm, missing) {
	frm.set_intro("");
	if (!missing.length || (frm.doc.stage || "Intake") !== "Intake") return;
	const labels = missing.map((label) => __(label)).join(__(", "));
	frm.set_intro(__("Still to be filled in before the report: {0}", [labels]), "blue");
}

function show_panel(frm, found) {
	frm.layout.wrapper.find(".related-events").remove();
	if (!found.events.length && !found.earlier && !found.proposal) return;
	const panel = $(`<div class="related-events"></div>`);
	if (found.proposal) panel.append($(`<p class="related-proposal">`).text(found.proposal));
	if (found.earlier) panel.append(person_line(found));
	if (found.events.length) {
		panel.append($("<h6>").text(__("Perhaps the Same Matter")));
		const list = $("<ul>").appendTo(panel);
		found.events.forEach((row) => list.append(row_of(frm, row)));
	}
	frm.layout.wrapper.prepend(panel);
}

function person_line(found) {
	const line = $(`<p class="related-person">`).text(
		__("This person reported {0} other events.", [found.earlier]),
	);
	if (found.is_repeated) {
		line.append($(`<span class="indicator-pill orange">`).text(__("Repeated Complainant")));
	}
	return line;
}

function row_of(frm, row) {
	const line = $("<li>");
	const link = $("<a>").attr("href", frappe.utils.get_form_link("Governance Event", row.name));
	link.text(row.title);
	line.append(link, $("<span class='related-number'>").text(row.name));
	line.append(
		$(`<span class="indicator-pill ${governance.state_colour(row.workflow_state)}">`).text(
			__(row.workflow_state),
		),
	);
	row.reasons.forEach((reason) => {
		const share = reason === "Similar Text" ? ` ${row.share}%` : "";
		line.append($("<span class='related-reason'>").text(__(reason) + share));
	});
	line.append($("<span class='related-time'>").html(frappe.datetime.comment_when(row.creation)));
	const way = merger_of(frm);
	if (way && !["Intake", "Closed", "Void"].includes(row.stage)) line.append(merge_button(frm, row, way));
	return line;
}

// The transition of the Workflow that merges, if this person may take it from here.
function merger_of(frm) {
	if (frm.is_new()) return null;
	const state = frappe.workflow.get_state(frm.doc);
	return frappe.workflow
		.get_all_transitions(frm.doctype)
		.find(
			(row) => row.state === state && row.effect === "Merge" && frappe.user_roles.includes(row.allowed),
		);
}

function merge_button(frm, row, way) {
	const button = $(`<button type="button" class="btn btn-xs btn-default">`).text(__("Merge into This One"));
	return button.on("click", () => {
		const words = __("{0} goes on in {1}. Everybody who reported it is told.", [
			frm.doc.title,
			row.title,
		]);
		frappe.confirm(frappe.utils.escape_html(words), () => merge(frm, row, way));
	});
}

async function merge(frm, row, way) {
	const { doctype, name } = frm.doc;
	const values = { merged_into: row.name };
	const doc = await frappe.xcall("frappe.client.set_value", { doctype, name, fieldname: values });
	await frappe.xcall("frappe.model.workflow.apply_workflow", { doc, action: way.action });
	frm.reload_doc();
}

function offer_trial(frm) {
	if (frm.is_new() || !frappe.model.can_read("Routing Rule")) return;
	frm.add_custom_button(
		__("Try the Routing Rules"),
		() => governance.try_rules_on(frm.doc.name),
		__("Tools"),
	);
}
