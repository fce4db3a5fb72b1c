// Splitting, merging, moving and closing a grid: each asks in a dialog, shows what would be carried along, and orders it.

frappe.provide("governance");

const API = "yumen_governance.api.grids";
const LEVELS = ["City", "Level 1", "Level 2", "Level 3"];

// The actions that a grid offers, for its form and for its node in the tree.
governance.GRID_CHANGES = ["Split Grid", "Merge Grids", "Move Grid", "Close Grid"];

governance.may_change_grid = (grid) =>
	frappe.model.can_write("Grid") && Boolean(grid.is_active) && grid.grid_level !== LEVELS[0];

// grid: name, grid_name, grid_level, parent_grid. done: called once the change is applied or planned.
governance.change_grid = async function (kind, grid, done) {
	const Dialog = governance.grid_dialogs[kind];
	const dialog = new Dialog(kind, grid, done);
	await dialog.prepare();
	dialog.show();
};

governance.GridChangeDialog = class {
	constructor(kind, grid, done) {
		Object.assign(this, { kind, grid, done });
	}

	async prepare() {
		this.told = await this.preview([this.grid.name]);
	}

	preview(grids, target) {
		return frappe.xcall(`${API}.preview_change`, { grids, target });
	}

	show() {
		this.dialog = new frappe.ui.Dialog({
			title: __("{0}: {1}", [__(this.kind), frappe.utils.escape_html(this.grid.grid_name)]),
			size: this.size,
			fields: [
				...this.fields(),
				{ fieldtype: "Section Break" },
				{
					fieldname: "effective_date",
					fieldtype: "Date",
					label: __("Effective Date"),
					description: __(
						"A later date plans the change; it is applied in the night before that day.",
					),
					default: frappe.datetime.get_today(),
					reqd: 1,
				},
				{ fieldtype: "Column Break" },
				{
					fieldname: "reason",
					fieldtype: "Small Text",
					label: __("Reason"),
					max_height: "60px",
					reqd: 1,
				},
				{ fieldtype: "Section Break" },
				{ fieldname: "told", fieldtype: "HTML" },
			],
			primary_action_label: __(this.kind),
			primary_action: (values) => this.order(values),
			secondary_action_label: __("Cancel"),
			secondary_action: () => this.dialog.hide(),
		});
		this.dialog.show();
		this.tell();
		this.shown?.();
	}

	async order(values) {
		const change = this.change(values);
		if (!change) return;
		const { kind } = this;
		const { effective_date, reason } = values;
		const ordered = await this.call_once(`${API}.order_change`, {
			change: { kind, effective_date, reason, sources: [this.grid.name], ...change },
		});
		if (!ordered) return;
		this.dialog.hide();
		const planned = ordered.status === "Planned";
		const day = frappe.datetime.str_to_user(effective_date);
		frappe.show_alert({
			message: planned ? __("Planned for {0}", [day]) : __("{0}: done", [__(kind)]),
			indicator: planned ? "blue" : "green",
		});
		this.done?.(ordered);
	}

	// Nothing when the server refuses; what it says is shown already.
	async call_once(method, values) {
		this.dialog.disable_primary_action();
		try {
			return await frappe.xcall(method, values);
		} catch {
			return null;
		} finally {
			this.dialog.enable_primary_action();
		}
	}

	tell() {
		this.dialog.get_field("told").$wrapper.html(told_html(this.told, this.hints?.() || []));
	}

	leader_field() {
		const options = this.told.leaders.map((row) => ({ value: row.name, label: row.member_name }));
		return {
			fieldname: "leader",
			fieldtype: "Select",
			label: __("Grid Leader Who Stays"),
			description: __("The other leaders become deputy leaders."),
			options,
			default: this.told.stays,
			hidden: options.length < 2,
		};
	}

	offer_leaders() {
		const { options, default: stays, hidden } = this.leader_field();
		this.dialog.set_df_property("leader", "options", options);
		this.dialog.set_df_property("leader", "hidden", hidden);
		this.dialog.set_value("leader", stays || "");
	}
};

class MergeDialog extends governance.GridChangeDialog {
	async prepare() {
		const [told, siblings] = await Promise.all([this.preview([this.grid.name]), this.siblings()]);
		Object.assign(this, { told, siblings });
	}

	siblings() {
		const filters = { parent_grid: this.grid.parent_grid, is_active: 1, name: ["!=", this.grid.name] };
		const fields = ["name", "grid_name"];
		return frappe.db.get_list("Grid", { filters, fields, limit: 0, order_by: "name asc" });
	}

	fields() {
		const into_new = "eval:doc.target === 'new'";
		return [
			{
				fieldname: "others",
				fieldtype: "MultiCheck",
				label: __("Merge with"),
				columns: 2,
				options: this.siblings.map((row) => ({
					value: row.name,
					label: frappe.utils.escape_html(row.grid_name),
				})),
				on_change: () => this.offer_targets(),
			},
			{ fieldtype: "Section Break" },
			{
				fieldname: "target",
				fieldtype: "Select",
				label: __("Merged Into"),
				options: this.targets([]),
				default: this.grid.name,
				reqd: 1,
				change: () => this.meet(),
			},
			this.leader_field(),
			{ fieldtype: "Column Break" },
			...governance.new_grid_fields(this.told, this.grid).map((df) => ({
				...df,
				depends_on: into_new,
				mandatory_depends_on: df.reqd ? into_new : "",
				reqd: 0,
			})),
		];
	}

	targets(others) {
		const stays = [this.grid, ...this.siblings.filter((row) => others.includes(row.name))];
		return [
			...stays.map((row) => ({ value: row.name, label: row.grid_name })),
			{ value: "new", label: __("A new grid") },
		];
	}

	chosen() {
		return this.dialog.get_value("others") || [];
	}

	offer_targets() {
		const targets = this.targets(this.chosen());
		const before = this.dialog.get_value("target");
		this.dialog.set_df_property("target", "options", targets);
		this.dialog.set_value(
			"target",
			targets.some(({ value }) => value === before) ? before : this.grid.name,
		);
		this.meet();
	}

	parts() {
		const target = this.dialog.get_value("target");
		const sources = [this.grid.name, ...this.chosen()].filter((name) => name !== target);
		return { sources, target: target === "new" ? null : target };
	}

	async meet() {
		const { sources, target } = this.parts();
		if (!sources.length) return;
		this.told = await this.preview(sources, target);
		this.offer_leaders();
		this.tell();
	}

	change(values) {
		const { sources, target } = this.parts();
		if (!this.chosen().length) {
			frappe.show_alert({ message: __("Choose the grids to merge with."), indicator: "red" });
			return null;
		}
		const { grid_name, grid_code, unit_type, leader } = values;
		const new_grids = target ? [] : [{ grid_name, grid_code, unit_type }];
		return { sources, target, new_grids, leader };
	}
}

class MoveDialog extends governance.GridChangeDialog {
	fields() {
		const level = LEVELS[LEVELS.indexOf(this.grid.grid_level) - 1];
		const filters = { grid_level: level, is_active: 1, name: ["!=", this.grid.parent_grid] };
		return [
			{
				fieldname: "target",
				fieldtype: "Link",
				label: __("New Parent Grid"),
				description: __("The code is kept. Everything below goes along."),
				options: "Grid",
				only_select: 1,
				filter_description: __("Grids in use: {0}", [__(level)]),
				get_query: () => ({ filters }),
				reqd: 1,
			},
		];
	}

	change({ target }) {
		return { target };
	}
}

class CloseDialog extends governance.GridChangeDialog {
	fields() {
		const hanging = this.told.counts.length + this.told.children.length;
		const filters = { grid_level: this.grid.grid_level, is_active: 1, name: ["!=", this.grid.name] };
		return [
			{
				fieldname: "target",
				fieldtype: "Link",
				label: __("Successor"),
				description: hanging
					? __("Takes over what is listed below, and the history.")
					: __("Nothing hangs on this grid. A successor would take over its history."),
				options: "Grid",
				only_select: 1,
				filter_description: __("Grids in use: {0}", [__(this.grid.grid_level)]),
				get_query: () => ({ filters }),
				reqd: hanging ? 1 : 0,
				change: () => this.meet(),
			},
			this.leader_field(),
		];
	}

	async meet() {
		const target = this.dialog.get_value("target") || null;
		if (target === this.met) return;
		this.met = target;
		this.told = await this.preview([this.grid.name], target);
		this.offer_leaders();
	}

	change({ target, leader }) {
		return { target: target || null, leader: target ? leader : null };
	}
}

governance.new_grid_fields = (told, grid) => [
	{
		fieldname: "grid_name",
		fieldtype: "Data",
		label: __("Grid Name"),
		reqd: 1,
		in_list_view: 1,
		columns: 3,
	},
	{
		fieldname: "grid_code",
		fieldtype: "Data",
		label: __("Grid Code"),
		default: told.codes[0],
		reqd: 1,
		in_list_view: 1,
		columns: 3,
	},
	{
		fieldname: "unit_type",
		fieldtype: "Select",
		label: __("Unit Type"),
		options: governance.choices(told.unit_types),
		default: grid.unit_type,
		reqd: 1,
		in_list_view: 1,
		columns: 2,
	},
];

function told_html(told, hints) {
	const escape = frappe.utils.escape_html;
	const rows = told.counts.map((row) => `<li>${label_of(row)}<b>${row.records}</b></li>`);
	if (told.children.length) {
		const names = told.children
			.map((row) => escape(row.title))
			.reduce((some, one) => __("{0}, {1}", [some, one]));
		rows.push(
			`<li>${__("Sub-grids")}<b>${told.children.length}</b><span class="text-muted">${names}</span></li>`,
		);
	}
	const list = rows.length
		? `<ul>${rows.join("")}</ul>`
		: `<p class="text-muted">${__("Nothing live.")}</p>`;
	const notes = hints.map((hint) => `<p class="text-muted">${hint}</p>`).join("");
	return `<div class="grid-change-told"><h6>${__("What goes along")}</h6>${list}${notes}</div>`;
}

function label_of(row) {
	const kind = __(row.record_type);
	return row.link_field === "grid" ? kind : __("{0} ({1})", [kind, __(frappe.unscrub(row.link_field))]);
}

governance.grid_dialogs = { "Merge Grids": MergeDialog, "Move Grid": MoveDialog, "Close Grid": CloseDialog };
