// Keys for what is done all day.

frappe.ui.keys.add_shortcut({
	shortcut: "shift+ctrl+e",
	description: __("New Governance Event"),
	condition: () => frappe.model.can_create("Governance Event"),
	action: () => frappe.new_doc("Governance Event"),
});

frappe.ui.keys.add_shortcut({
	shortcut: "shift+ctrl+f",
	description: __("Find Resident"),
	condition: () => frappe.model.can_read("Resident"),
	action: () => frappe.set_route("find-resident"),
});

frappe.ui.keys.add_shortcut({
	shortcut: "shift+ctrl+d",
	description: __("Dispatch Board"),
	condition: () => Boolean(frappe.boot.page_info["dispatch-board"]),
	action: () => frappe.set_route("dispatch-board"),
});
