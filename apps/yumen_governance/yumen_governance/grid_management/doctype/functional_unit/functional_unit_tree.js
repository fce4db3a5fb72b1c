function pill(text, colour) {
	return `<span class="indicator-pill ${colour}" style="margin-left: 8px; vertical-align: middle">${text}</span>`;
}

function label_of(node) {
	if (node.is_root) return __("Functional Units");
	const escape = frappe.utils.escape_html;
	const unit = node.data;
	const marks = [];
	if (unit.is_sample) marks.push(pill(__("Sample"), "orange"));
	if (!unit.is_active) marks.push(pill(__("Not in Use"), "grey"));
	else if (!unit.active_handlers && unit.unit_type !== "Linked System")
		marks.push(pill(__("No Handler"), "red"));
	return `${escape(unit.title || node.label)}
		<span class="text-muted small">${__(unit.unit_type)}</span>${marks.join("")}`;
}

frappe.treeview_settings["Functional Unit"] = {
	breadcrumb: "Grid Management",
	title: __("Tree of Functional Units"),
	get_tree_nodes: "yumen_governance.api.units.get_children",
	disable_add_node: true,
	get_label: label_of,

	toolbar: [
		{
			label: __("Add Child"),
			condition: () => frappe.model.can_create("Functional Unit"),
			click(node) {
				const above = node.is_root
					? {}
					: { parent_unit: node.data.value, unit_type: "Subordinate Office" };
				frappe.new_doc("Functional Unit", above);
			},
		},
	],
	extend_toolbar: true,
};
