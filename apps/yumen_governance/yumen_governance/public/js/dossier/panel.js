// What is there of a dossier and what is missing, on the form of the case and of the dossier itself.

const API = "yumen_governance.api.dossiers";
const STATES = {
	Present: ["There", "green"],
	Missing: ["Missing", "red"],
	"Not Needed": ["Not Needed", "gray"],
	None: ["None There", "gray"],
};
// What is written in a form of its own; the rest is attached to the dossier
const WRITTEN = {
	"Rights Notice": "Rights Notice",
	"Power of Attorney": "Power of Attorney",
	"Investigation Record": "Investigation Record",
	Evidence: "Evidence Item",
	"Situation Note": "Situation Note",
};
const ATTACHED = ["Identity Papers", "Attached Papers"];
const escape = (text) => frappe.utils.escape_html(String(text ?? ""));

// Fills the field dossier_html of a form; `only` names the one mediation to show.
export async function show_panel(frm, case_name, only) {
	const field = frm.fields_dict.dossier_html;
	if (!field || frm.is_new() || !case_name) return [];
	const all = await frappe.xcall(`${API}.panel`, { case: case_name });
	const shown = only ? all.filter(({ step }) => step === only) : all;
	field.$wrapper.empty().append($(shown.map((each) => render(each, !only)).join("") || nothing()));
	field.$wrapper.off("click.dossier").on("click.dossier", "button[data-act]", function () {
		const standing = shown.find(({ step }) => step === this.dataset.step);
		ACTS[this.dataset.act](frm, case_name, standing, this.dataset);
	});
	return shown;
}

const nothing = () =>
	`<p class="text-muted">${__("There is no mediation yet. A dossier is kept of each mediation.")}</p>`;

function render(standing, with_link) {
	return `<section class="dossier-panel" aria-label="${__("Dossier of {0}", [escape(standing.method)])}">
		<div class="dossier-panel-head">
			<b>${escape(standing.method)}${__("(step {0})", [standing.step_number])}</b>
			${pill(...summary(standing))}
			${with_link ? act("open", standing, __("Open the Dossier")) : ""}
		</div>
		<table class="dossier-panel-items">${standing.items.map((item) => row(item, standing)).join("")}</table>
	</section>`;
}

function summary({ status, filing_number, missing }) {
	if (status === "Archived") return [__("Filed as {0}", [filing_number]), "green"];
	return missing ? [__("{0} items missing", [missing]), "red"] : [__("Complete, can be filed"), "blue"];
}

const pill = (words, colour) => `<span class="indicator-pill ${colour}">${escape(words)}</span>`;

function row(item, standing) {
	const [words, colour] = STATES[item.state];
	const count = item.count > 1 ? __("{0} papers", [item.count]) : "";
	const said = [item.detail || count, item.state === "Missing" ? item.todo : ""].filter(Boolean);
	return `<tr class="${frappe.scrub(item.state)}">
		<td>${escape(item.name)}<span class="text-muted">${escape(__(item.need))}</span></td>
		<td>${pill(__(words), colour)}</td>
		<td>${said.map((text) => `<div>${escape(text)}</div>`).join("")}</td>
		<td>${standing.status === "Archived" ? "" : way(item, standing)}</td>
	</tr>`;
}

function way(item, standing) {
	if (WRITTEN[item.content]) return act("write", standing, __("Write One"), item);
	if (ATTACHED.includes(item.content)) return act("open", standing, __("Attach One"), item);
	return "";
}

const act = (name, { step }, words, item) =>
	`<button type="button" class="btn btn-xs btn-default" data-act="${name}" data-step="${escape(step)}"
		data-content="${escape(item?.content)}"
		aria-label="${words}${item ? __(":") + escape(item.name) : ""}">${words}</button>`;

const ACTS = {
	write: (frm, dispute_case, { step }, { content }) =>
		frappe.new_doc(WRITTEN[content], { dispute_case, step }),
	open: async (frm, dispute_case, { step, dossier }) => {
		const name = dossier || (await frappe.xcall(`${API}.open_dossier`, { step }));
		if (frm.doctype === "Case Dossier") frm.scroll_to_field("papers");
		else frappe.set_route("Form", "Case Dossier", name);
	},
};
