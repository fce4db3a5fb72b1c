frappe.pages["window-desk"].on_page_load = (wrapper) => {
	const page = frappe.ui.make_app_page({
		parent: wrapper,
		title: __("Window Desk"),
		single_column: true,
	});
	wrapper.desk = frappe
		.require("window_desk.bundle.js")
		.then(() => new governance.WindowDesk(page, $(wrapper).find(".layout-main-section")));
};

frappe.pages["window-desk"].on_page_show = (wrapper) => wrapper.desk.then((desk) => desk.show());

frappe.pages["window-desk"].on_page_hide = (wrapper) => wrapper.desk.then((desk) => desk.hide());
