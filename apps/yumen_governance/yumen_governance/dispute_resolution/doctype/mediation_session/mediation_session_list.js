const SESSION_COLOURS = { Draft: "orange", Signed: "green", Replaced: "gray" };

frappe.listview_settings["Mediation Session"] = {
	hide_name_column: true,
	get_indicator: (doc) => [__(doc.status), SESSION_COLOURS[doc.status] || "gray", `status,=,${doc.status}`],
};
