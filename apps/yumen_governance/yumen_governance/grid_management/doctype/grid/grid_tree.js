// A grid's level is told by the length of its code (grid_rules.py).
const LEVEL_OF_CODE = { 6: "City", 9: "Level 1", 12: "Level 2", 15: "Level 3" };
const CHILD_TYPES = {
	City: ["Township", "Subdistrict", "Industrial Park", "State Farm"],
	"Level 1": ["Administrative Village", "Community", "Production Unit"],
	"Level 2": ["Villager Group", "Residential Compound"],
};

function level_of(node) {
	return LEVEL_OF_CODE[String(node.data.value || node.label).length];
}

function label_of(node) {
	const escape = frappe.utils.escape_html;
	const code = node.data.value || node.label;
	return `${escape(node.data.title || node.title || code)}
		<span class="text-muted small">${__(level_of(node))} ${escape(code)}</span>`;
}

function ask_for_child(node) {
	const unit_types = CHILD_TYPES[level_of(node)];
	const dialog = new frappe.ui.Dialog({
		title: __("New grid under {0}", [node.data.title || node.label]),
		fields: [
			{ fieldname: "grid_name", fieldtype: "Data", label: __("Grid Name"), reqd: 1 },
			{
				fieldname: "grid_code",
				fieldtype: "Data",
				label: __("Grid Code"),
				reqd: 1,
				default: node.data.value,
			},
			{
				fieldname: "unit_type",
				fieldtype: "Select",
				label: __("Unit Type"),
				reqd: 1,
				options: unit_types,
			},
		],
		primary_action_label: __("Create"),
		async primary_action(values) {
			await frappe.db.insert({ doctype: "Grid", parent_grid: node.data.value, ...values });
			dialog.hide();
			frappe.views.trees["Grid"].tree.load_children(node);
		},
	});
	dialog.show();
}

frappe.treeview_settings["Grid"] = {
	breadcrumb: "Grid Management",
	title: __("Grid Tree"),
	disable_add_node: true,

	// Stock gives the root no title.
	async post_render(treeview) {
		const root = treeview.tree.root_node;
		root.data.title = await frappe.utils.fetch_link_title("Grid", root.label);
		root.$tree_link.find("a.tree-label").first().html(label_of(root));
	},

	get_label: (node) => label_of(node),

	toolbar: [
		{
			label: __("Add Child"),
			condition: (node) => frappe.model.can_create("Grid") && CHILD_TYPES[level_of(node)],
			click: ask_for_child,
		},
	],
	extend_toolbar: true,
};
