frappe.listview_settings["Grid Member"] = {
	add_fields: ["is_active", "from_date", "to_date"],
	filters: [["is_active", "=", 1]],
	hide_name_column: true,

	get_indicator: (doc) => governance.term_of_office(doc),

	onload(list) {
		if (!frappe.model.can_write("Grid Member")) return;
		list.page.add_actions_menu_item(__("Give Roles to Accounts"), () => give_roles(list), false);
	},
};

async function give_roles(list) {
	const names = list.get_checked_items(true);
	const { given, left } = await frappe.xcall("yumen_governance.api.members.grant_roles", { names });
	const escape = frappe.utils.escape_html;
	frappe.msgprint({
		title: __("Give Roles to Accounts"),
		message: [
			__("Given to {0} members", [given.length]),
			...left.map((sentence) => `<span class="text-muted">${escape(sentence)}</span>`),
		].join("<br>"),
	});
	list.clear_checked_items();
	list.refresh();
}
