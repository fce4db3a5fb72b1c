// What narrows a queue: words, place, kind, urgency, source.

import { EVENT } from "./words";

const PAUSE = 350; // milliseconds without a key before the list is asked for anew

export class BoardFilters {
	constructor($parent, on_change) {
		this.$bar = $('<div class="board-filters" role="search"></div>').appendTo($parent);
		this.on_change = frappe.utils.debounce(on_change, PAUSE);
		this.controls = {};
		this.fields().forEach((df) => (this.controls[df.fieldname] = this.make(df)));
		this.$clear = $(`<button type="button" class="btn btn-default btn-sm">${__("Clear")}</button>`)
			.on("click", () => this.clear())
			.appendTo(this.$bar);
	}

	fields() {
		const options = (name) => frappe.meta.get_docfield(EVENT, name);
		const source = options("source");
		return [
			{ fieldname: "text", fieldtype: "Data", placeholder: __("Title or number") },
			{ fieldname: "grid", fieldtype: "Link", options: "Grid", placeholder: __("Grid") },
			{
				fieldname: "category",
				fieldtype: "Link",
				options: "Event Category",
				placeholder: __("Category"),
			},
			{
				fieldname: "unit",
				fieldtype: "Link",
				options: "Functional Unit",
				placeholder: __("Lead Unit"),
			},
			{ fieldname: "urgency", ...select(options("urgency").options, __("Urgency")) },
			source.fieldtype === "Link"
				? {
						fieldname: "source",
						fieldtype: "Link",
						options: source.options,
						placeholder: __("Source"),
					}
				: { fieldname: "source", ...select(source.options, __("Source")) },
		];
	}

	make(df) {
		const control = frappe.ui.form.make_control({
			parent: this.$bar,
			df: { ...df, input_class: "input-sm", change: () => this.changed() },
			render_input: true,
			only_input: true,
		});
		control.$input.attr("aria-label", df.placeholder).attr("placeholder", df.placeholder);
		if (df.fieldtype === "Data") control.$input.on("input", () => this.changed());
		return control;
	}

	values() {
		const entries = Object.entries(this.controls).map(([name, control]) => [name, control.get_value()]);
		return Object.fromEntries(entries.filter(([, value]) => value));
	}

	changed() {
		const values = JSON.stringify(this.values());
		if (values === this.last) return;
		this.last = values;
		this.on_change();
	}

	focus() {
		this.controls.text.$input.trigger("focus").trigger("select");
	}

	async clear() {
		await Promise.all(Object.values(this.controls).map((control) => control.set_value("")));
		this.changed();
	}
}

function select(options, label) {
	const values = options.split("\n").filter(Boolean);
	return {
		fieldtype: "Select",
		placeholder: label,
		options: [{ value: "", label }, ...values.map((value) => ({ value, label: __(value) }))],
	};
}
