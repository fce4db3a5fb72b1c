frappe.listview_settings["Organization"] = governance.registry_list({
	Operating: "green",
	"Out of Business": "orange",
	Deregistered: "gray",
});
