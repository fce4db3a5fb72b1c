frappe.listview_settings["Resident"] = governance.registry_list(
	{ Active: "green", "Moved Out": "orange", Deceased: "gray", Merged: "gray" },
	{
		filters: [["status", "=", "Active"]],
		formatters: { id_number: (mask) => (mask ? `****${mask.slice(-4)}` : "") },
	},
);
