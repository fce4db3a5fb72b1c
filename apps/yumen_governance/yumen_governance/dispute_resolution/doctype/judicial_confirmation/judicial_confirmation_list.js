const CONFIRMATION_COLOURS = { Draft: "orange", Filed: "blue", Accepted: "light-blue", Decided: "green" };

frappe.listview_settings["Judicial Confirmation"] = {
	hide_name_column: true,
	get_indicator: governance.status_indicator(CONFIRMATION_COLOURS),
};
