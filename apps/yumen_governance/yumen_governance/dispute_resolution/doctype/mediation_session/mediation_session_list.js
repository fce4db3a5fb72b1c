const SESSION_COLOURS = { Draft: "orange", Signed: "green", Replaced: "gray" };

frappe.listview_settings["Mediation Session"] = {
	hide_name_column: true,
	get_indicator: governance.status_indicator(SESSION_COLOURS),
};
