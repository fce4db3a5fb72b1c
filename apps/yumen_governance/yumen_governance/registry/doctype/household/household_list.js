frappe.listview_settings["Household"] = governance.registry_list({
	Active: "green",
	"Moved Out": "orange",
	Dissolved: "gray",
});
