// The forms of a dossier and of its papers: the panel, printing, binding and filing.

import { open_file } from "./papers";
import { show_panel } from "./panel";

const API = "yumen_governance.api.dossiers";
const TERMS = ["10 Years", "30 Years", "Permanent"];
// Which form prints a record
const FORMS = {
	"Rights Notice": () => "人民调解当事人权利义务告知书",
	"Power of Attorney": () => "授权委托书",
	"Investigation Record": () => "人民调解调查记录",
	"Mediation Session": () => "人民调解记录",
	"Mediation Agreement": ({ kind }) => (kind === "Oral" ? "人民调解口头协议登记表" : "人民调解协议书"),
	"Return Visit": () => "人民调解回访记录",
	"Judicial Confirmation": () => "司法确认申请书",
	"Situation Note": () => "卷宗情况说明",
};

frappe.ui.form.on("Dispute Case", {
	refresh(frm) {
		show_panel(frm, frm.doc.name);
	},
});

frappe.ui.form.on("Resolution Step", {
	refresh(frm) {
		if (frm.is_new() || frm.doc.form !== "Mediation" || !frappe.model.can_read("Case Dossier")) return;
		frm.add_custom_button(__("Dossier"), async () => {
			const name = await frappe.xcall(`${API}.open_dossier`, { step: frm.doc.name });
			frappe.set_route("Form", "Case Dossier", name);
		});
	},
});

frappe.ui.form.on("Case Dossier", {
	setup(frm) {
		frm.set_query("party", "papers", () => ({ filters: { dispute_case: frm.doc.dispute_case } }));
		frm.set_query("item_type", "papers", () => ({ filters: { is_active: 1 } }));
	},
	async refresh(frm) {
		if (frm.is_new()) return;
		if (frm.doc.status === "Archived") frm.disable_form();
		add_printing(frm);
		const [standing] = await show_panel(frm, frm.doc.dispute_case, frm.doc.step);
		if (frm.doc.status !== "Archived" && frm.perm[0].write) {
			frm.add_custom_button(__("File Dossier"), () => ask_filing(frm, standing));
		}
		follow_binding(frm);
	},
});

function add_printing(frm) {
	if (!frappe.model.can_print("Case Dossier")) return;
	frm.add_custom_button(__("Whole Dossier (PDF)"), () => open_whole(frm));
	frm.add_custom_button(__("One Paper (PDF)"), () => choose_paper(frm));
}

async function open_whole(frm) {
	const name = frm.doc.name;
	frappe.dom.freeze(__("The dossier is being bound …"));
	const { is_ready } = await frappe.xcall(`${API}.bind`, { dossier: name }).finally(frappe.dom.unfreeze);
	if (!is_ready) {
		frappe.show_alert(__("The dossier is bound in the background; it opens from here when it is ready."));
		return;
	}
	await open_file("whole", { dossier: name });
	frm.reload_doc();
}

function follow_binding(frm) {
	frappe.realtime.off("dossier_bound");
	frappe.realtime.on("dossier_bound", (message) => {
		if (message.dossier !== frm.doc.name) return;
		if (message.total)
			frappe.show_progress(__("Binding"), message.done, message.total, message.title, true);
		if (message.problem) frappe.msgprint({ message: message.problem, indicator: "red" });
		if (message.is_done) frm.reload_doc();
	});
}

async function choose_paper(frm) {
	const papers = await frappe.xcall(`${API}.papers`, { dossier: frm.doc.name });
	const options = papers.map(({ title }, number) => ({
		value: String(number),
		label: `${number + 1}．${title}`,
	}));
	const fields = [
		{ fieldname: "paper", fieldtype: "Select", label: __("Paper"), options, default: "0", reqd: 1 },
	];
	governance.ask(__("One Paper (PDF)"), fields, __("Open"), ({ paper }) => {
		const { template, name } = papers[paper];
		return open_file("paper", { step: frm.doc.step, template, name });
	});
}

function ask_filing(frm, standing) {
	if (standing.missing) {
		const lines = standing.items.filter(({ state }) => state === "Missing");
		const list = lines.map(
			({ name, detail }) => `<li>${frappe.utils.escape_html(`${name}${__(":")}${detail}`)}</li>`,
		);
		frappe.msgprint({
			title: __("The Dossier Is Not Complete"),
			message: `<ul>${list.join("")}</ul>`,
			indicator: "red",
		});
		return;
	}
	const options = TERMS.map((value) => ({ value, label: __(value) }));
	const fields = [
		{
			fieldname: "retention_term",
			fieldtype: "Select",
			label: __("Retention Term"),
			options: [{ value: "", label: "" }, ...options],
			default: frm.doc.retention_term,
			reqd: 1,
		},
		{ fieldname: "remarks", fieldtype: "Small Text", label: __("Remarks"), default: frm.doc.remarks },
	];
	governance.ask(__("File Dossier"), fields, __("File"), async (values) => {
		const number = await frappe.xcall(`${API}.file`, { dossier: frm.doc.name, ...values });
		frappe.show_alert({ message: __("Filed as {0}", [number]), indicator: "green" });
		frm.reload_doc();
	});
}

for (const [doctype, template_of] of Object.entries(FORMS)) {
	frappe.ui.form.on(doctype, {
		refresh(frm) {
			if (frm.is_new() || !frm.doc.step || !frappe.model.can_print("Case Dossier")) return;
			frm.add_custom_button(__("Print the Form (PDF)"), () =>
				open_file("paper", {
					step: frm.doc.step,
					template: template_of(frm.doc),
					name: frm.doc.name,
				}),
			);
		},
	});
}

frappe.ui.form.on("Mediation Agreement", {
	refresh(frm) {
		if (frm.is_new() || !frm.doc.step || !frappe.model.can_print("Case Dossier")) return;
		frm.add_custom_button(__("Word File for Editing"), () =>
			open_file(
				"word",
				{ step: frm.doc.step, agreement: frm.doc.name },
				`${__("Mediation Agreement")}-${frm.doc.name}.docx`,
			),
		);
	},
});

for (const doctype of ["Rights Notice", "Power of Attorney", "Evidence Item"]) {
	frappe.ui.form.on(doctype, {
		setup(frm) {
			const of_case = () => ({ filters: { dispute_case: frm.doc.dispute_case } });
			if (frm.fields_dict.party) frm.set_query("party", of_case);
			else frm.set_query("party", "receipts", of_case);
			frm.set_query("step", () => ({
				filters: { dispute_case: frm.doc.dispute_case, form: "Mediation" },
			}));
		},
	});
}

frappe.ui.form.on("Rights Notice", {
	async onload(frm) {
		if (!frm.is_new() || !frm.doc.dispute_case || frm.doc.receipts?.some(({ party }) => party)) return;
		const parties = await frappe.db.get_list("Dispute Party", {
			filters: { dispute_case: frm.doc.dispute_case },
			fields: ["name", "party_name"],
			order_by: "creation",
			limit: 100,
		});
		frm.clear_table("receipts");
		parties.forEach(({ name, party_name }) => {
			frm.add_child("receipts", { party: name, party_name, received_on: frm.doc.told_on });
		});
		frm.refresh_field("receipts");
	},
});
