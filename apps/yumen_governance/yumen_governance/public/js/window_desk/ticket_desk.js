// The entrance: large buttons, one touch a ticket. A priority holds for the next ticket only.

import { appointments_today } from "./appointments";
import { Watch, press } from "../watching";
import { API, PRIORITIES, TICKET, escape, print_ticket } from "./words";

const POLL = 15_000; // milliseconds between refreshes when no news come
const NEWS_PAUSE = 800;
const SHOWN = 12_000; // milliseconds for which a number stays on the screen

export class TicketDesk {
	constructor(page, $parent) {
		this.$desk = $('<div class="ticket-desk"></div>').appendTo($parent);
		this.priority = "";
		this.$desk.on("click", "[data-kind]", (event) => this.take(event.currentTarget.dataset.kind));
		this.$desk.on("click", "[data-priority]", (event) =>
			this.choose(event.currentTarget.dataset.priority),
		);
		this.watch = new Watch(this, TICKET, { news_pause: NEWS_PAUSE, poll: POLL });
		this.prints = localStorage.getItem("ticket_desk_prints") !== "0";
		page.add_inner_button(__("Appointments Today"), () => appointments_today(() => this.refresh()));
		page.add_inner_button(__("Print or Not"), () => this.toggle_print());
		this.ready = this.refresh();
	}

	show() {
		return this.watch.begin();
	}

	hide() {
		this.watch.end();
	}

	async refresh() {
		this.found = await frappe.xcall(`${API}entrance`);
		this.render();
	}

	async take(kind) {
		if (this.busy) return;
		this.busy = true;
		try {
			this.given = await frappe.xcall(`${API}take`, { kind, priority: this.priority });
			this.priority = "";
			if (this.prints) print_ticket(this.given.name);
			clearTimeout(this.fading);
			this.fading = setTimeout(() => {
				this.given = null;
				this.render();
			}, SHOWN);
		} finally {
			this.busy = false;
			this.refresh();
		}
	}

	choose(priority) {
		this.priority = this.priority === priority ? "" : priority;
		this.render();
	}

	toggle_print() {
		this.prints = !this.prints;
		localStorage.setItem("ticket_desk_prints", this.prints ? "1" : "0");
		this.render();
	}

	pressed(event) {
		press(event, (key) => this.deed_of(key));
	}

	// Kinds by their letter, priorities by 1 to 4
	deed_of(key) {
		const kind = this.found?.kinds.find(({ letter }) => letter === key.toUpperCase());
		if (kind) return () => this.take(kind.kind);
		const priority = Object.keys(PRIORITIES())[Number(key) - 1];
		return priority && (() => this.choose(priority));
	}

	render() {
		const kinds = this.found.kinds.map((row) => this.kind_html(row)).join("");
		this.$desk.html(`<div class="ticket-top">${this.given_html()}
			<div class="ticket-priorities" role="group" aria-label="${__("Priority")}">${this.priorities_html()}</div>
			<span class="text-muted">${this.prints ? __("Slips are printed") : __("Slips are not printed")}</span></div>
			<div class="ticket-kinds">${kinds || `<p class="text-muted">${__("There are no kinds of tickets in use.")}</p>`}</div>`);
	}

	given_html() {
		if (!this.given)
			return `<div class="ticket-given">${__("Which matter has the visitor come for?")}</div>`;
		const { shown_number, ticket_kind, people_ahead, estimated_minutes } = this.given;
		return `<div class="ticket-given done" role="status"><b>${escape(shown_number)}</b>
			<span>${escape(__(ticket_kind))} · ${__("{0} before it", [people_ahead])} · ${wait_words(estimated_minutes)}</span></div>`;
	}

	priorities_html() {
		return Object.entries(PRIORITIES())
			.map(
				(
					[value, label],
					index,
				) => `<button type="button" class="btn btn-default" data-priority="${value}"
					aria-pressed="${this.priority === value}">${label} <kbd>${index + 1}</kbd></button>`,
			)
			.join("");
	}

	kind_html({ kind, letter, description, ahead, minutes }) {
		return `<button type="button" class="btn btn-default ticket-kind" data-kind="${escape(kind)}"
			title="${escape(description)}"><kbd>${escape(letter)}</kbd><span>${escape(__(kind))}</span>
			<small class="${minutes === null ? "text-muted" : ""}">${__("{0} before", [ahead])} · ${wait_words(minutes)}</small></button>`;
	}
}

function wait_words(minutes) {
	return minutes === null ? __("no window is open yet") : __("about {0} minutes", [minutes]);
}
