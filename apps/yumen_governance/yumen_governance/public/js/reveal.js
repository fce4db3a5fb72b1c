// The eye beside a masked value: asks for a purpose, shows the value for a while, and hides it again. The value goes
// through no store, model or cache of the desk.

frappe.provide("governance");

const ENDPOINT = "/api/method/yumen_governance.api.reveal.reveal";
const TICK = 1000;
// What was said last goes on being the first choice as long as the page isn't loaded anew
const last = { purpose: "", note: "", case_name: "" };

$(document).on("form-refresh", (_event, frm) => show_eyes(frm));
$(document).on("page-change", hide_all);
$(document).on("visibilitychange", () => document.hidden && hide_all());

function show_eyes(frm) {
	const fields = frappe.boot.privacy?.reveal?.[frm.doctype] || {};
	hide_all();
	Object.entries(fields).forEach(([fieldname, needs_case]) => {
		const control = frm.fields_dict[fieldname];
		if (!control?.$wrapper) return;
		control.$wrapper.find(".reveal-eye").remove();
		if (!frm.is_new() && is_masked(frm.doc[fieldname])) add_eye(frm, control, needs_case);
	});
}

function is_masked(value) {
	return typeof value === "string" && value.includes("*");
}

function add_eye(frm, control, needs_case) {
	const title = __("Reveal {0}", [__(control.df.label)]);
	const eye = $(`<button type="button" class="btn btn-xs reveal-eye">
		${frappe.utils.icon("unhide", "sm")}<span>${__("Reveal")}</span></button>`);
	eye.attr({ title, "aria-label": title });
	eye.on("click", () => ask(frm, control, needs_case));
	const head = control.$wrapper.find(".form-group > .clearfix").first();
	(head.length ? head : control.$wrapper).append(eye);
}

// `frm` needs doctype and docname; whose record belongs to a dispute looks in its handling, and names no other case
governance.ask_to_reveal = (frm, control) => ask(frm, control, false);

function ask(frm, control, needs_case) {
	const purposes = frappe.boot.privacy.purposes;
	const chosen = (purposes.find((row) => row.name === last.purpose) || purposes[0] || {}).name;
	const of = (dialog) => purposes.find((row) => row.name === dialog.get_value("purpose")) || {};
	const dialog = new frappe.ui.Dialog({
		title: __("Reveal {0}", [__(control.df.label)]),
		fields: [
			{ fieldtype: "HTML", options: `<p class="text-muted small">${notice()}</p>` },
			{
				fieldname: "purpose",
				fieldtype: "Select",
				label: __("Purpose"),
				options: purposes.map((row) => ({ value: row.name, label: __(row.name) })),
				default: chosen,
				reqd: 1,
				onchange: () => require_what_is_asked(dialog, of(dialog), needs_case),
			},
			...case_fields(frm, needs_case),
			{
				fieldname: "note",
				fieldtype: "Small Text",
				label: __("Explanation"),
				default: last.note,
				max_height: "80px",
			},
		],
		primary_action_label: __("Reveal"),
		primary_action: (values) => submit(frm, control, dialog, values),
	});
	dialog.$wrapper.on("keydown", (event) => {
		if (event.ctrlKey && event.key === "Enter") dialog.get_primary_btn().click();
	});
	dialog.$wrapper.on("hidden.bs.modal", () => dialog.$wrapper.remove());
	dialog.show();
	require_what_is_asked(dialog, of(dialog), needs_case);
}

function notice() {
	return __("It is written down who saw this value, when, from where and for what. Auditors read it.");
}

const implies_case = (frm) =>
	frm.implied_case || frm.doctype === "Service Request" || Boolean(frm.doc?.dispute_case);

function case_fields(frm, needs_case) {
	return implies_case(frm) ? [] : [case_field(frm, needs_case)];
}

function case_field(frm, needs_case) {
	const doctype = frappe.boot.privacy.case_doctype;
	const filters = needs_case && frm.doctype === "Resident" ? { resident: frm.docname } : {};
	return {
		fieldname: "case_name",
		fieldtype: "Link",
		options: doctype,
		label: __("Case"),
		default: frm.doctype === doctype ? frm.docname : last.case_name,
		only_select: 1,
		filter_description: filters.resident && __("Events about this resident"),
		get_query: () => ({ filters }),
	};
}

function require_what_is_asked(dialog, purpose, needs_case) {
	dialog.set_df_property("note", "reqd", purpose.requires_note ? 1 : 0);
	if (dialog.fields_dict.case_name) {
		dialog.set_df_property("case_name", "reqd", purpose.requires_case || needs_case ? 1 : 0);
	}
	dialog.set_df_property("purpose", "description", frappe.utils.escape_html(purpose.description || ""));
}

async function submit(frm, control, dialog, values) {
	Object.assign(last, { purpose: values.purpose, note: values.note, case_name: values.case_name });
	dialog.get_primary_btn().prop("disabled", true);
	const answer = await fetch_value(frm, control, values);
	dialog.get_primary_btn().prop("disabled", false);
	if (answer.refusal) {
		frappe.show_alert({ message: frappe.utils.escape_html(answer.refusal), indicator: "red" }, 10);
		return;
	}
	dialog.hide();
	show(frm, control, answer.value);
}

// Past frappe.call: that keeps the last answer, and puts it into reports of errors
async function fetch_value(frm, control, values) {
	const body = {
		doctype: frm.doctype,
		name: frm.docname,
		fieldname: control.df.fieldname,
		purpose: values.purpose,
		note: values.note || "",
		case_doctype: values.case_name ? frappe.boot.privacy.case_doctype : "",
		case_name: values.case_name || "",
	};
	const headers = { "Content-Type": "application/json", "X-Frappe-CSRF-Token": frappe.csrf_token };
	try {
		const response = await fetch(ENDPOINT, {
			method: "POST",
			headers,
			body: JSON.stringify(body),
			cache: "no-store",
			credentials: "same-origin",
		});
		const answer = await response.json();
		return "value" in answer || answer.refusal ? answer : { refusal: __("You may not see this value.") };
	} catch {
		return { refusal: __("The server can't be reached. Please try again.") };
	}
}

function show(frm, control, value) {
	hide_all();
	const panel = $(`<div class="revealed" role="status" aria-live="polite">
		<div class="revealed-value" tabindex="0"></div>
		<div class="revealed-bar">
			<span class="revealed-time"></span>
			<button type="button" class="btn btn-xs btn-default revealed-copy">${__("Copy")}</button>
			<button type="button" class="btn btn-xs btn-default revealed-hide">${__("Hide")}</button>
		</div></div>`);
	panel.css("background-image", watermark());
	panel.find(".revealed-value").text(value || __("No value is kept."));
	panel.find(".revealed-copy").on("click", () => frappe.utils.copy_to_clipboard(value));
	panel.find(".revealed-hide").on("click", () => hide(panel));
	panel.on("keydown", (event) => {
		if (event.key !== "Escape") return;
		event.stopPropagation();
		hide(panel);
	});
	panel.data("eye", control.$wrapper.find(".reveal-eye"));
	control.$wrapper.append(panel);
	panel[0].scrollIntoView({ block: "nearest", behavior: "smooth" });
	count_down(panel, frappe.boot.privacy.shown_seconds || 30);
	setTimeout(() => panel.find(".revealed-value").trigger("focus"), 300);
}

function count_down(panel, seconds) {
	if (!panel.closest("body").length) return;
	if (seconds <= 0) {
		hide(panel);
		return;
	}
	panel.find(".revealed-time").text(__("Hidden again in {0} seconds", [seconds]));
	setTimeout(() => count_down(panel, seconds - 1), TICK);
}

function hide(panel) {
	const eye = panel.data("eye");
	const held_focus = panel[0]?.contains(document.activeElement);
	panel.remove();
	if (held_focus) eye?.trigger("focus");
}

function hide_all() {
	$(".revealed").remove();
}

// Who looks, on the screen itself: a photograph of it tells as much
function watermark() {
	const text = `${frappe.session.user_fullname || frappe.user.full_name()} ${frappe.datetime.now_datetime().slice(0, 16)}`;
	const tile = `<svg xmlns="http://www.w3.org/2000/svg" width="260" height="70">
		<text x="8" y="52" transform="rotate(-10 8 52)" font-size="13" fill="#888" fill-opacity=".35"
		font-family="sans-serif">${frappe.utils.escape_html(text)}</text></svg>`;
	return `url("data:image/svg+xml,${encodeURIComponent(tile)}")`;
}
