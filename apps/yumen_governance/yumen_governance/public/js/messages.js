// Messages: their state and sending them again, what a case's people were told, and one's own preferences.

frappe.provide("governance");

const METHODS = "yumen_governance.api.notifications";
const COLOURS = {
	Waiting: "orange",
	Held: "blue",
	Delivered: "green",
	Digested: "green",
	Expanded: "green",
	Dead: "red",
};

governance.message_list = function (doctype) {
	return {
		hide_name_column: true,
		add_fields: ["status", "failure"],
		get_indicator: governance.status_indicator(COLOURS),
		formatters: { receiver: name_of, actor: name_of },
		refresh: (list) => governance.translate_subjects(list),
		onload(list) {
			if (!frappe.perm.has_perm(doctype, 0, "write")) return;
			list.page.add_actions_menu_item(__("Send Again"), () => {
				replay(doctype, list.get_checked_items(true), () => list.refresh());
			});
		},
	};
};

governance.show_message_state = function (frm) {
	frm.disable_save();
	frm.page.set_indicator(__(frm.doc.status), COLOURS[frm.doc.status]);
	frm.page.set_title(__(frm.doc.event_type));
	if (frm.doc.status !== "Dead" || !frm.perm[0]?.write) return;
	frm.add_custom_button(__("Send Again"), () =>
		replay(frm.doctype, [frm.docname], () => frm.reload_doc()),
	).addClass("btn-primary");
};

// Accounts by the names of their people; a citizen's masked number stays as it is.
function name_of(value) {
	return frappe.utils.escape_html(frappe.boot.user_info[value]?.fullname || value || "");
}

async function replay(doctype, names, then) {
	if (!names.length) return;
	const count = await frappe.xcall(`${METHODS}.replay`, { doctype, names });
	frappe.show_alert({
		message: count
			? __("{0} messages are sent again.", [count])
			: __("Only failed messages can be sent again."),
		indicator: count ? "green" : "orange",
	});
	then();
}

// A line below the history of a case: how many were told; those who look after messages get a link.
governance.show_told = async function (frm) {
	if (frm.is_new()) return;
	const name = frm.docname;
	const counts = await frappe.xcall(`${METHODS}.told`, { doctype: frm.doctype, name });
	const section = $(frm.layout.wrapper).find(".case-history-section");
	if (frm.docname !== name || !section.length) return;
	section.find(".case-told").remove();
	const line = told_line(counts);
	if (!line) return;
	const may_look = frappe.perm.has_perm("Message Delivery", 0, "read");
	const link = may_look ? ` <a class="case-told-link">${__("Look at the messages")}</a>` : "";
	section.find(".section-body").append(`<div class="case-told text-muted small">${line}${link}</div>`);
	section.find(".case-told-link").on("click", () => {
		frappe.set_route("List", "Message Delivery", {
			reference_doctype: frm.doctype,
			reference_name: name,
		});
	});
};

function told_line({ told, failed, waiting }) {
	return [
		told ? __("{0} persons told", [told]) : "",
		failed ? `<span class="text-danger">${__("{0} could not be reached", [failed])}</span>` : "",
		waiting ? __("{0} still to be told", [waiting]) : "",
	]
		.filter(Boolean)
		.join(" · ");
}

governance.open_my_preference = async function () {
	frappe.set_route("Form", "Notification Preference", await frappe.xcall(`${METHODS}.my_preference`));
};

$(document).on("toolbar_setup", () => {
	const item = $(`<a class="dropdown-item" href="#">${__("How I Am Told")}</a>`).on("click", (event) => {
		event.preventDefault();
		governance.open_my_preference();
	});
	$("#toolbar-user").prepend(item);
});
