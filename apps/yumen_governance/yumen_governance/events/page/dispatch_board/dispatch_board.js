frappe.pages["dispatch-board"].on_page_load = (wrapper) => {
	const page = frappe.ui.make_app_page({
		parent: wrapper,
		title: __("Dispatch Board"),
		single_column: true,
	});
	wrapper.board = frappe
		.require("dispatch_board.bundle.js")
		.then(() => new governance.DispatchBoard(page, $(wrapper).find(".layout-main-section")));
};

frappe.pages["dispatch-board"].on_page_show = (wrapper) => wrapper.board.then((board) => board.show());

frappe.pages["dispatch-board"].on_page_hide = (wrapper) => wrapper.board.then((board) => board.hide());
