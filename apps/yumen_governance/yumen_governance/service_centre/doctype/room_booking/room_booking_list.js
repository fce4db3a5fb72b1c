frappe.listview_settings["Room Booking"] = {
	get_indicator: governance.status_indicator({ Booked: "green" }),

	onload(listview) {
		if (!frappe.model.can_create("Room Booking")) return;
		listview.page.add_inner_button(__("Find Free Rooms"), async () => {
			if (await governance.book_room()) listview.refresh();
		});
	},
};
