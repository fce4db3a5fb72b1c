frappe.ui.form.on("Entry Day Summary", {
	onload(frm) {
		Object.assign(frappe.boot.user_info, frm.doc.__onload?.people);
		frm.sidebar?.refresh();
	},

	refresh(frm) {
		governance.translate_changes(frm);
		const is_open = frm.doc.status === "To Sum Up";
		frm.page.set_indicator(__(frm.doc.status), is_open ? "orange" : "green");
		frm.set_df_property("summary", "read_only", is_open ? 0 : 1);
		frm.add_custom_button(__("Plans of the Day"), () =>
			frappe.set_route("List", "Entry Day Plan", { grid: frm.doc.grid, entry_day: frm.doc.entry_day }),
		);
		if (!is_open || !frm.perm[0].write) return;
		frm.add_custom_button(__("Sum Up"), async () => {
			if (frm.is_dirty()) await frm.save();
			await frm.call("sum_up");
			await frm.reload_doc();
		}).addClass("btn-primary");
	},
});
