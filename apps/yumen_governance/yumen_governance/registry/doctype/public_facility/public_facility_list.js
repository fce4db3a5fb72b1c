frappe.listview_settings["Public Facility"] = governance.registry_list({
	"In Use": "green",
	"Under Repair": "orange",
	Removed: "gray",
});
