const COLOURS = {
	Draft: "grey",
	"Awaiting Approval": "orange",
	Returned: "red",
	Approved: "green",
	Revoked: "grey",
};

frappe.listview_settings["Grid Payout Sheet"] = {
	add_fields: ["status", "currency"],
	hide_name_column: true,
	has_indicator_for_draft: true,
	has_indicator_for_cancelled: true,

	get_indicator: governance.status_indicator(COLOURS),
};
