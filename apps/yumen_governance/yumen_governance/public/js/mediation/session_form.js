// The record of a session, typed while people talk: what is typed is kept on this machine at once and on the server
// after a short pause, so that a reload or a broken line loses nothing.

frappe.provide("governance");

const API = "yumen_governance.api.mediation";
const TYPED = ["cause", "statements", "evidence_checked", "proposal", "result_note"];
const PAUSE = 1200;
const key_of = (name) => `governance.mediation_session.${name}`;

frappe.ui.form.on("Mediation Session", {
	setup(frm) {
		frm.set_query("mediator", "mediators", () => ({ filters: { is_active: 1 } }));
		frm.set_query("party", "attendees", () => ({ filters: { dispute_case: frm.doc.dispute_case } }));
	},

	refresh(frm) {
		if (frm.is_new()) return;
		governance.translate_changes(frm);
		const may = frm.doc.__onload?.may_write !== false;
		if (frm.doc.status !== "Draft") close(frm);
		if (!may) return;
		if (frm.doc.status === "Draft") {
			frm.add_custom_button(__("Sign Record"), () => void sign(frm)).addClass("btn-primary-light");
			watch(frm);
			restore(frm);
		} else if (frm.doc.status === "Signed") {
			frm.add_custom_button(__("New Version"), () => void correct(frm));
		}
		frm.add_custom_button(__("Mediation Step"), () =>
			frappe.set_route("Form", "Resolution Step", frm.doc.step),
		);
	},

	after_save(frm) {
		localStorage.removeItem(key_of(frm.docname));
	},
});

// Only the scan is added to a signed record.
function close(frm) {
	frm.fields
		.filter(({ df }) => df.fieldname && (df.fieldname !== "signed_scan" || frm.doc.signed_scan))
		.forEach(({ df }) => frm.set_df_property(df.fieldname, "read_only", 1));
	if (frm.doc.signed_scan) frm.disable_save();
}

function watch(frm) {
	const form = $(frm.layout.wrapper);
	form.off("input.kept").on("input.kept", "textarea, input[type=text]", (event) => {
		const fieldname = $(event.target).closest("[data-fieldname]").attr("data-fieldname");
		if (TYPED.includes(fieldname)) note(frm, fieldname, event.target.value);
	});
}

function note(frm, fieldname, value) {
	const name = frm.docname;
	const typed = { ...read(name), [fieldname]: value };
	localStorage.setItem(key_of(name), JSON.stringify(typed));
	clearTimeout(frm.keeping);
	frm.keeping = setTimeout(() => keep(frm, name), PAUSE);
}

function read(name) {
	try {
		return JSON.parse(localStorage.getItem(key_of(name))) || {};
	} catch {
		return {};
	}
}

async function keep(frm, name) {
	const typed = read(name);
	if (!Object.keys(typed).length) return;
	let modified;
	try {
		modified = await frappe.xcall(`${API}.keep_session`, { session: name, values: typed });
	} catch {
		frm.page.set_indicator(__("Not kept on the server yet"), "orange");
		return;
	}
	if (JSON.stringify(read(name)) === JSON.stringify(typed)) localStorage.removeItem(key_of(name));
	if (frm.docname !== name) return;
	Object.assign(frm.doc, typed, { modified });
	frm.page.set_indicator(__("Kept at {0}", [moment().format("HH:mm:ss")]), "green");
}

// What was typed here and never came to the server.
async function restore(frm) {
	const typed = read(frm.docname);
	const lost = Object.keys(typed).filter((fieldname) => (frm.doc[fieldname] || "") !== typed[fieldname]);
	if (!lost.length) return;
	for (const fieldname of lost) await frm.set_value(fieldname, typed[fieldname]);
	frappe.show_alert({ message: __("What you typed before is back."), indicator: "blue" });
	keep(frm, frm.docname);
}

async function sign(frm) {
	if (frm.is_dirty()) await frm.save();
	clearTimeout(frm.keeping);
	await frappe.xcall(`${API}.sign_session`, { session: frm.docname });
	localStorage.removeItem(key_of(frm.docname));
	await frm.reload_doc();
	frappe.show_alert({ message: __("The record is signed and locked."), indicator: "green" });
}

function correct(frm) {
	governance.ask_reason(__("New Version"), async (reason) => {
		const name = await frappe.xcall(`${API}.correct_session`, { session: frm.docname, reason });
		frappe.set_route("Form", "Mediation Session", name);
	});
}

// Asks for nothing but the reason of a new version.
governance.ask_reason = (title, act) =>
	governance.ask(
		title,
		[{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1, max_height: "90px" }],
		__("OK"),
		({ reason }) => act(reason),
	);
