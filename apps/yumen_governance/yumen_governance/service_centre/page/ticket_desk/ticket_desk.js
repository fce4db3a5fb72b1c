frappe.pages["ticket-desk"].on_page_load = (wrapper) => {
	const page = frappe.ui.make_app_page({
		parent: wrapper,
		title: __("Ticket Desk"),
		single_column: true,
	});
	wrapper.desk = frappe
		.require("ticket_desk.bundle.js")
		.then(() => new governance.TicketDesk(page, $(wrapper).find(".layout-main-section")));
};

frappe.pages["ticket-desk"].on_page_show = (wrapper) => wrapper.desk.then((desk) => desk.show());

frappe.pages["ticket-desk"].on_page_hide = (wrapper) => wrapper.desk.then((desk) => desk.hide());
