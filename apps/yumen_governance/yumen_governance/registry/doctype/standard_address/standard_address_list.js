frappe.listview_settings["Standard Address"] = governance.registry_list({
	"In Use": "green",
	"No Longer Used": "gray",
});
