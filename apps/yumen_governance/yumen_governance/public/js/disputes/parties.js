// The parties of a dispute on its form: who stands on which side, masked, added and changed in a dialog.

frappe.provide("governance");

const API = "yumen_governance.api.dispute_parties";
const SIDES = ["Applicant", "Respondent", "Third Party"];
const REVEALED = { id_number: "ID Number", phone: "Phone" };

const escape = (text) => frappe.utils.escape_html(String(text ?? ""));
const badge = (label, colour) => `<span class="indicator-pill no-indicator-dot ${colour}">${label}</span>`;

governance.show_parties = async function (frm) {
	const field = frm.fields_dict.parties_html;
	if (!field) return;
	if (frm.is_new()) {
		field.$wrapper.html(
			`<p class="text-muted">${__("Save the case; then its parties are entered.")}</p>`,
		);
		return;
	}
	const name = frm.docname;
	const answer = await frappe.xcall(`${API}.of_case`, { case: name });
	if (frm.docname !== name) return;
	frm.parties = answer.parties;
	field.$wrapper.html(render(answer));
	bind(frm, field.$wrapper, answer);
};

function render({ parties, may_write }) {
	const shown = SIDES.filter(
		(side) => side !== "Third Party" || may_write || parties.some((party) => party.side === side),
	);
	const sides = shown.map((side) => {
		const own = parties.filter((party) => party.side === side);
		const add = may_write
			? `<button class="btn btn-xs btn-default" data-add="${side}">${frappe.utils.icon("add", "xs")} ${__("Add")}</button>`
			: "";
		return `<section class="case-side" aria-label="${__(side)}">
			<header><b>${__(side)}</b> <span class="text-muted">${own.length || ""}</span>${add}</header>
			${own.map((party) => render_party(party, may_write)).join("") || `<p class="text-muted small">${__("Nobody yet")}</p>`}
		</section>`;
	});
	return `<div class="case-sides">${sides.join("")}</div>`;
}

function render_party(party, may_write) {
	const facts = [
		party.sex_label,
		party.age ? __("{0} years old", [party.age]) : "",
		party.ethnicity_label,
		party.occupation,
	];
	const badges = [
		party.is_representative && badge(__("Representative"), "blue"),
		party.is_minor && badge(__("Minor"), "orange"),
		party.refuses_mediation && badge(__("Refuses Mediation"), "red"),
		party.resident && badge(__("Registered Resident"), "green"),
	];
	const lines = [
		number_line(party, "id_number"),
		party.uscc && `${__("Unified Social Credit Code")} ${escape(party.uscc)}`,
		party.legal_representative && `${__("Legal Representative")} ${escape(party.legal_representative)}`,
		number_line(party, "phone"),
		escape(party.address),
		party.guardian_name && `${__("Guardian")} ${escape(helper(party, "guardian"))}`,
		party.agent_name && `${__("Agent")} ${escape(helper(party, "agent"))}`,
	];
	const edit = may_write
		? `<button class="btn btn-xs" data-edit="${party.name}" title="${__("Edit")}" aria-label="${__("Edit")} ${escape(party.party_name)}">${frappe.utils.icon("edit", "sm")}</button>`
		: "";
	return `<article class="case-party" data-party="${party.name}">
		<div class="case-party-head"><span><b>${escape(party.party_name)}</b>
			<span class="text-muted small">${escape(facts.filter(Boolean).join(" · "))}</span></span>${edit}</div>
		<div>${badges.filter(Boolean).join(" ")}</div>
		${lines
			.filter(Boolean)
			.map((line) => `<div class="case-party-line">${line}</div>`)
			.join("")}
	</article>`;
}

function number_line(party, fieldname) {
	if (!party[fieldname]) return "";
	const may = frappe.boot.privacy?.reveal?.["Dispute Party"]?.[fieldname] !== undefined;
	const label = __(REVEALED[fieldname]);
	const eye = may
		? `<button class="btn btn-xs reveal-eye" data-reveal="${fieldname}" title="${__("Reveal {0}", [label])}" aria-label="${__("Reveal {0}", [label])}">${frappe.utils.icon("unhide", "sm")}</button>`
		: "";
	return `${label} ${escape(party[fieldname])} ${eye}`;
}

function helper(party, kind) {
	const words =
		kind === "guardian"
			? [party.guardian_relation_label]
			: [party.agent_kind && __(party.agent_kind), party.agent_authority && authority(party)];
	const said = [...words, party[`${kind}_phone`]].filter(Boolean).join("，");
	return said ? __("{0} ({1})", [party[`${kind}_name`], said]) : party[`${kind}_name`];
}

const authority = ({ agent_authority }) =>
	agent_authority === "Special" ? __("Special Authority") : __("General Authority");

function bind(frm, $wrapper, { parties }) {
	const of = (element) =>
		parties.find(({ name }) => name === $(element).closest(".case-party").data("party"));
	$wrapper.find("[data-add]").on("click", function () {
		governance.edit_party(frm, { side: this.dataset.add, party_kind: "Person" });
	});
	$wrapper.find("[data-edit]").on("click", function () {
		governance.edit_party(frm, of(this));
	});
	$wrapper.find("[data-reveal]").on("click", function () {
		const party = of(this);
		const df = { fieldname: this.dataset.reveal, label: REVEALED[this.dataset.reveal] };
		const shown = { doctype: "Dispute Party", docname: party.name, implied_case: true };
		governance.ask_to_reveal(shown, { df, $wrapper: $(this).closest(".case-party-line") });
	});
}
