const RULES = frappe.boot.grid_rules;
const API = "yumen_governance.api.grids";

function code_of(node) {
	return node.data.value || node.label;
}

function child_types(node) {
	const { levels, unit_types } = RULES;
	return unit_types[levels[levels.indexOf(node.data.grid_level) + 1]];
}

function figures_of(data) {
	return [
		[__("Sub-grids"), data.expandable ? data.sub_grids : 0],
		[__("Members"), data.members],
		[__("Households"), data.households],
		[__("Population"), data.population],
	]
		.filter(([, figure]) => figure)
		.map(([label, figure]) => `<span>${label} <b>${figure}</b></span>`)
		.join("");
}

function label_of(node) {
	const escape = frappe.utils.escape_html;
	const { data } = node;
	const name = escape(data.title || code_of(node));
	const ended =
		data.is_active === 0 ? `<span class="indicator-pill gray">${__(data.grid_status)}</span>` : "";
	return `<span class="${ended ? "grid-ended" : ""}">${name}</span> ${ended}
		<span class="grid-node-figures">
			<span class="text-muted">${__(data.unit_type || "")} ${escape(code_of(node))}</span>
			${figures_of(data)}
		</span>`;
}

async function ask_for_child(node) {
	const parent = code_of(node);
	const [code] = await frappe.xcall(`${API}.free_codes`, { parent });
	const dialog = new frappe.ui.Dialog({
		title: __("New grid under {0}", [frappe.utils.escape_html(node.data.title || parent)]),
		fields: [
			{ fieldname: "grid_name", fieldtype: "Data", label: __("Grid Name"), reqd: 1 },
			{ fieldname: "grid_code", fieldtype: "Data", label: __("Grid Code"), reqd: 1, default: code },
			{
				fieldname: "unit_type",
				fieldtype: "Select",
				label: __("Unit Type"),
				reqd: 1,
				options: governance.choices(child_types(node)),
				default: child_types(node)[0],
			},
		],
		primary_action_label: __("Create"),
		async primary_action(values) {
			await frappe.db.insert({ doctype: "Grid", parent_grid: parent, ...values });
			dialog.hide();
			reload(node);
		},
	});
	dialog.show();
}

function reload(node) {
	const { tree } = frappe.views.trees["Grid"];
	tree.load_children(node?.data ? node : tree.root_node);
}

function changes() {
	return governance.GRID_CHANGES.map((kind) => ({
		label: __(kind),
		condition: (node) => governance.may_change_grid(node.data),
		click(node) {
			const { value, title, grid_level, unit_type } = node.data;
			const grid = { name: value, grid_name: title, grid_level, unit_type };
			grid.parent_grid = node.parent_node && code_of(node.parent_node);
			// A move changes two branches.
			const branch = kind === "Move Grid" ? null : node.parent_node;
			governance.change_grid(kind, grid, () => reload(branch));
		},
		btnClass: "hidden-xs",
	}));
}

frappe.treeview_settings["Grid"] = {
	breadcrumb: "Grid Management",
	title: __("Grid Tree"),
	get_tree_nodes: `${API}.tree_nodes`,
	disable_add_node: true,

	onload(treeview) {
		treeview.page.add_field({
			fieldname: "include_ended",
			fieldtype: "Check",
			label: __("Show Grids That Ended"),
			change() {
				treeview.args.include_ended = this.get_value() ? 1 : 0;
				if (treeview.tree) treeview.make_tree();
			},
		});
	},

	// Stock gives the root its code alone.
	async post_render(treeview) {
		const root = treeview.tree.root_node;
		const [city] = await frappe.xcall(`${API}.tree_nodes`, { parent: "" });
		if (!city) return;
		Object.assign(root.data, city);
		root.$tree_link.find("a.tree-label").first().html(label_of(root));
		root.$toolbar?.remove();
		root.$toolbar = treeview.tree.get_toolbar(root).insertAfter(root.$tree_link);
		treeview.tree.show_toolbar(root);
	},

	get_label: (node) => label_of(node),

	toolbar: [
		{
			label: __("Add Child"),
			condition: (node) =>
				frappe.model.can_create("Grid") && node.data.is_active !== 0 && Boolean(child_types(node)),
			click: ask_for_child,
		},
		// A grid that was never used is deleted from its form.
		{ label: __("Delete"), condition: () => false },
		...changes(),
	],
	extend_toolbar: true,
};
