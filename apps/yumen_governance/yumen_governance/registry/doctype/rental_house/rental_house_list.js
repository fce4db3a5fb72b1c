frappe.listview_settings["Rental House"] = governance.registry_list({
	"Let Out": "green",
	Vacant: "blue",
	"No Longer Let": "gray",
});
