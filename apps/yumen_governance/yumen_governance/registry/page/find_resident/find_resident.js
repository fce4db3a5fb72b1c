frappe.pages["find-resident"].on_page_load = (wrapper) => {
	frappe.ui.make_app_page({ parent: wrapper, title: __("Find Resident"), single_column: true });
	wrapper.finder = new ResidentFinder($(wrapper).find(".layout-main-section"));
};

frappe.pages["find-resident"].on_page_show = (wrapper) => wrapper.finder.focus();

const MOST = 20;
const PAUSE = 250; // milliseconds without a key before the server is asked

class ResidentFinder {
	constructor($parent) {
		this.$box =
			$(`<input type="search" class="form-control input-lg resident-finder-box" autocomplete="off"
			aria-label="${__("Find Resident")}">`)
				.attr(
					"placeholder",
					__("Name, pinyin initials, ID or phone number, its last four, or address"),
				)
				.appendTo($parent);
		this.$results = $(
			'<div class="resident-finder-results" role="listbox" tabindex="-1"></div>',
		).appendTo($parent);
		this.$box.on(
			"input",
			frappe.utils.debounce(() => this.search(), PAUSE),
		);
		this.$box.on("keydown", (event) => this.on_key(event));
		this.$results.on("click", "[data-name]", (event) => this.open($(event.currentTarget)));
		this.show_hint();
	}

	focus() {
		this.$box.trigger("focus").trigger("select");
	}

	async search() {
		const text = this.$box.val().trim();
		this.asked = text;
		if (text.length < 2) {
			this.show_hint();
			return;
		}
		const rows = await frappe.xcall("yumen_governance.api.residents.find_residents", { text });
		if (this.asked === text) this.show(rows);
	}

	show_hint() {
		this.show_text(
			__(
				"Type at least two characters. Several words narrow the search, for example a name and the last four digits.",
			),
		);
	}

	show_text(text) {
		this.$results.html(`<p class="text-muted">${frappe.utils.escape_html(text)}</p>`);
	}

	show(rows) {
		if (!rows.length) {
			this.show_text(
				__("Nobody found in the grids that you may see. Check the spelling, or try another way."),
			);
			return;
		}
		this.$results.html(rows.map((row) => this.row_html(row)).join(""));
		if (rows.length === MOST) {
			this.$results.append(
				`<p class="text-muted">${__("Only the first {0} are shown; type more to narrow the search.", [MOST])}</p>`,
			);
		}
		this.mark(0);
	}

	row_html(row) {
		const escape = frappe.utils.escape_html;
		const details = [row.id_number, row.phone, row.address_detail].filter(Boolean).map(escape);
		return `<div class="resident-finder-row" role="option" data-name="${escape(row.name)}">
			<div><b>${escape(row.resident_name)}</b> <span class="text-muted">${escape(row.sex_title || "")}</span></div>
			<div class="text-muted">${details.join(" · ")}</div>
			<div>${escape(row.grid_title || row.grid)}</div>
		</div>`;
	}

	on_key(event) {
		const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
		if (step) {
			event.preventDefault();
			this.mark(this.marked + step);
		} else if (event.key === "Enter") {
			this.open(this.rows().eq(this.marked));
		}
	}

	rows() {
		return this.$results.find("[data-name]");
	}

	mark(position) {
		const $rows = this.rows();
		this.marked = Math.max(0, Math.min(position, $rows.length - 1));
		$rows.removeClass("marked").attr("aria-selected", "false");
		$rows
			.eq(this.marked)
			.addClass("marked")
			.attr("aria-selected", "true")
			.get(0)
			?.scrollIntoView({ block: "nearest" });
	}

	open($row) {
		if ($row.length) frappe.set_route("Form", "Resident", $row.data("name"));
	}
}
