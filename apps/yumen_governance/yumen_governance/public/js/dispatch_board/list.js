// The events of a queue: one is marked, any number are chosen.

import { escape, pill, time_left, time_of, title_of } from "./words";

const SUPERVISION_COLOURS = { Yellow: "yellow", Red: "red", Listed: "red" };

export class EventRows {
	constructor($parent, on_mark, on_open, on_more) {
		this.$list = $(
			'<div class="board-rows" role="listbox" aria-multiselectable="true" tabindex="0"></div>',
		)
			.attr("aria-label", __("Events"))
			.appendTo($parent);
		this.on_mark = on_mark;
		this.chosen = new Set();
		this.rows = [];
		this.$list.on("click", "[data-name]", (event) => this.clicked(event));
		this.$list.on("dblclick", "[data-name]", (event) => on_open($(event.currentTarget).data("name")));
		this.$list.on("click", ".board-more", on_more);
	}

	// Keeps what is marked and chosen, as far as it is still there.
	show({ events, titles, sign_by, next }) {
		const place = this.place();
		this.rows = events;
		const names = new Set(events.map(({ name }) => name));
		this.chosen = new Set([...this.chosen].filter((name) => names.has(name)));
		const html = events.map((event) => row_html(event, titles, sign_by)).join("");
		this.$list.html(html || `<p class="board-empty text-muted">${__("Nothing to do here.")}</p>`);
		if (next) {
			this.$list.append(
				`<button type="button" class="btn btn-default btn-sm board-more">${__("Show More")}</button>`,
			);
		}
		this.mark(names.has(this.marked) ? this.marked : events[Math.min(place, events.length - 1)]?.name);
		this.show_chosen();
	}

	place() {
		return Math.max(
			0,
			this.rows.findIndex(({ name }) => name === this.marked),
		);
	}

	mark(name, scroll = true) {
		this.marked = name;
		this.$list.find(".marked").removeClass("marked");
		const $row = this.row(name).addClass("marked");
		this.$list.attr("aria-activedescendant", $row.attr("id") || "");
		if (scroll) $row.get(0)?.scrollIntoView({ block: "nearest" });
		this.on_mark(name);
	}

	row(name) {
		return this.$list.find("[data-name]").filter((_index, row) => row.dataset.name === name);
	}

	step(by) {
		const row = this.rows[Math.max(0, Math.min(this.place() + by, this.rows.length - 1))];
		if (row) this.mark(row.name);
	}

	clicked(event) {
		const name = event.currentTarget.dataset.name;
		if ($(event.target).is("input, label")) this.choose(name);
		this.mark(name, false);
	}

	choose(name) {
		if (!name) return;
		if (!this.chosen.delete(name)) this.chosen.add(name);
		this.show_chosen();
	}

	choose_all() {
		const all = this.chosen.size === this.rows.length;
		this.chosen = new Set(all ? [] : this.rows.map(({ name }) => name));
		this.show_chosen();
	}

	choose_none() {
		this.chosen.clear();
		this.show_chosen();
	}

	show_chosen() {
		this.$list.find("[data-name]").each((_index, row) => {
			const chosen = this.chosen.has(row.dataset.name);
			$(row).attr("aria-selected", chosen).find("input").prop("checked", chosen);
		});
		this.on_choose?.(this.chosen.size);
	}

	// What a step is for: the chosen events in their order, without any the marked one
	targets() {
		const chosen = this.rows.filter(({ name }) => this.chosen.has(name));
		return chosen.length ? chosen : this.rows.filter(({ name }) => name === this.marked);
	}
}

function row_html(event, titles, sign_by) {
	const left = time_left(event, sign_by);
	const lead =
		title_of(titles, "Grid", event.lead_grid) || title_of(titles, "Functional Unit", event.lead_unit);
	const facts = [
		event.name,
		title_of(titles, "Event Category", event.category),
		title_of(titles, "Grid", event.grid),
	];
	return `<div class="board-row" role="option" id="board-${escape(event.name)}" data-name="${escape(event.name)}">
		<input type="checkbox" tabindex="-1" aria-label="${escape(__("Choose {0}", [event.title]))}">
		<div class="board-row-what">
			<div class="board-row-title">${urgency_of(event)}${marks_of(event)}<span>${escape(event.title)}</span></div>
			<div class="text-muted small">${facts.map(escape).join(" · ")}</div>
		</div>
		<div class="board-row-who">
			<div>${pill(__(event.workflow_state), governance.state_colour(event.workflow_state))}</div>
			<div class="text-muted small ellipsis">${escape(lead || source_of(event, titles))}</div>
		</div>
		<div class="board-row-time">
			<div>${left ? pill(left.label, left.colour) : ""}</div>
			<div class="text-muted small">${time_of(event.reported_on)}</div>
		</div>
	</div>`;
}

function source_of(event, titles) {
	return title_of(titles, "Event Source", event.source) === event.source
		? __(event.source)
		: title_of(titles, "Event Source", event.source);
}

function urgency_of({ urgency }) {
	const colour = governance.URGENCY_COLOURS[urgency];
	return colour ? pill(__(urgency), colour) : "";
}

function marks_of({ supervision_level, open_request, came_back }) {
	return [
		supervision_level ? pill(__(supervision_level), SUPERVISION_COLOURS[supervision_level] || "red") : "",
		open_request ? pill(__(open_request), "orange") : "",
		came_back ? pill(__("Came Back"), "orange") : "",
	].join("");
}

export { source_of, urgency_of, marks_of };
