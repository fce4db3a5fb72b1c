frappe.listview_settings["Access Report"] = {
	add_fields: ["unusual", "chain_state"],
	hide_name_column: true,
	get_indicator: ({ unusual, chain_state }) => {
		if (!chain_state) return null;
		if (chain_state === "Broken") return [__("Log broken"), "red", "chain_state,=,Broken"];
		if (unusual) return [__("Unusual"), "orange", "unusual,>,0"];
		return [__("Quiet"), "green", "unusual,=,0"];
	},
};
