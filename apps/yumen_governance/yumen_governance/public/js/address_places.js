// Township and village of an address, taken from the grids above the one that was chosen.

frappe.provide("governance");

const PLACES = { "Level 1": "township", "Level 2": "village", "Level 3": "compound" };

governance.fill_places = async function (frm) {
	if (!frm.doc.grid) return;
	const grid = await frappe.db.get_value("Grid", frm.doc.grid, "grid_path");
	const path = (grid.message.grid_path || "").split(".").filter(Boolean);
	const rows = await frappe.db.get_list("Grid", {
		filters: { name: ["in", path] },
		fields: ["grid_name", "grid_level"],
	});
	rows.filter((row) => PLACES[row.grid_level] && !frm.doc[PLACES[row.grid_level]]).forEach((row) => {
		frm.set_value(PLACES[row.grid_level], row.grid_name);
	});
};
