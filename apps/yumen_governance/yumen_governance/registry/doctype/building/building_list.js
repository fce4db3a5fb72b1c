frappe.listview_settings["Building"] = governance.registry_list({
	"In Use": "green",
	"No Longer Used": "gray",
});
