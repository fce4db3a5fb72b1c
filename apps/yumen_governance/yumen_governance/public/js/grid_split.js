// The dialog that splits a grid: the new grids in a table, and what is allotted to which of them one by one.

const FEWEST = 2;

class SplitDialog extends governance.GridChangeDialog {
	size = "extra-large";

	async prepare() {
		const [told, choices] = await Promise.all([
			this.preview([this.grid.name]),
			frappe.xcall("yumen_governance.api.grids.choices", { grid: this.grid.name }),
		]);
		const children = { record_type: "Grid", rows: told.children, records: told.children.length };
		Object.assign(this, { told, choices: [children, ...choices].filter((kind) => kind.rows.length) });
	}

	fields() {
		const columns = governance
			.new_grid_fields(this.told, this.grid)
			.map((df) => ({ ...df, default: "" }));
		return [
			{
				fieldname: "new_grids",
				fieldtype: "Table",
				label: __("New Grids"),
				description: __("The one that takes the rest also receives the history of the old grid."),
				in_place_edit: true,
				reqd: 1,
				data: Array.from({ length: FEWEST }, (_row, index) => this.suggestion(index)),
				fields: [
					...columns,
					{
						fieldname: "households",
						fieldtype: "Int",
						label: __("Households"),
						in_list_view: 1,
						columns: 1,
					},
					{
						fieldname: "takes_rest",
						fieldtype: "Check",
						label: __("Takes the Rest"),
						in_list_view: 1,
						columns: 1,
					},
				],
			},
			{
				fieldtype: "Section Break",
				label: __("Allot One by One"),
				collapsible: 1,
				hidden: !this.choices.length,
			},
			{ fieldname: "allotments", fieldtype: "HTML" },
		];
	}

	suggestion(index) {
		return {
			idx: index + 1,
			grid_name: __("{0} Part {1}", [this.grid.grid_name, index + 1]),
			grid_code: this.told.codes[index],
			unit_type: this.grid.unit_type,
			takes_rest: index === 0 ? 1 : 0,
		};
	}

	shown() {
		const { grid } = this.dialog.get_field("new_grids");
		grid.wrapper
			.find(".grid-add-row, .grid-remove-rows")
			.on("click", () => setTimeout(() => this.complete_rows()));
		this.allotments = this.dialog
			.get_field("allotments")
			.$wrapper.html(this.choices.map(kind_html).join(""));
		this.allotments.on("change", ".allot-all", (event) => this.allot_all(event.currentTarget));
		grid.wrapper.on("change", "input, select", () => setTimeout(() => this.offer_all()));
		this.offer_all();
		this.allotments.on("input", ".allot-search", (event) => filter_rows(event.currentTarget));
	}

	complete_rows() {
		const { grid } = this.dialog.get_field("new_grids");
		grid.df.data.forEach((row, index) => {
			if (!row.grid_code)
				Object.assign(row, { ...this.suggestion(index), takes_rest: 0, idx: row.idx });
		});
		grid.refresh();
		this.offer_all();
	}

	offer_all() {
		this.allotments.find("select").each((_index, select) => this.offer(select));
	}

	new_grids() {
		return this.dialog.get_field("new_grids").grid.df.data;
	}

	// A choice stays as long as its grid does, whatever the grid is called by now.
	offer(select) {
		const chosen = select.value;
		const options = this.new_grids().map(
			(row) =>
				`<option value="${escape(row.grid_code)}">${escape(row.grid_name || row.grid_code)}</option>`,
		);
		select.innerHTML = `<option value="">${__("With the rest")}</option>${options.join("")}`;
		select.value = this.new_grids().some((row) => row.grid_code === chosen) ? chosen : "";
	}

	allot_all(all) {
		$(all)
			.closest(".allot-kind")
			.find(".allot-row:visible select")
			.each((_index, select) => (select.value = all.value));
	}

	hints() {
		const drawn = __("The new grids have no boundary yet: draw theirs after the split.");
		return this.told.has_boundary ? [drawn] : [];
	}

	change({ new_grids }) {
		const allotted = this.allotments.find(".allot-row select").toArray();
		const columns = ["grid_name", "grid_code", "unit_type", "households", "takes_rest"];
		return {
			new_grids: new_grids.map((row) => Object.fromEntries(columns.map((key) => [key, row[key]]))),
			allotments: allotted
				.filter((select) => select.value)
				.map((select) => ({ ...select.dataset, grid_code: select.value }))
				.map(({ type, name, grid_code }) => ({ record_type: type, record_name: name, grid_code })),
		};
	}
}

const escape = frappe.utils.escape_html;

function kind_html(kind) {
	const rows = kind.rows.map(
		(row) => `<div class="allot-row">
			<span class="ellipsis" title="${escape(row.name)}">${escape(row.title || row.name)}</span>
			<select class="form-control input-xs" data-type="${escape(kind.record_type)}"
				data-name="${escape(row.name)}"></select>
		</div>`,
	);
	const more = kind.records - kind.rows.length;
	const rest = __("{0} more go with what they belong to, or with the rest.", [more]);
	return `<div class="allot-kind">
		<div class="allot-head">
			<b>${__(kind.record_type)}</b> <span class="text-muted">${kind.records}</span>
			<input class="form-control input-xs allot-search" placeholder="${__("Search")}">
			<select class="form-control input-xs allot-all"></select>
		</div>
		<div class="allot-rows">${rows.join("")}</div>
		${more > 0 ? `<p class="text-muted small">${rest}</p>` : ""}
	</div>`;
}

function filter_rows(input) {
	const text = input.value.trim().toLowerCase();
	$(input)
		.closest(".allot-kind")
		.find(".allot-row")
		.each((_index, row) => $(row).toggle($(row).find("span").text().toLowerCase().includes(text)));
}

governance.grid_dialogs["Split Grid"] = SplitDialog;
