// The entrance: large buttons, one touch a ticket. A priority holds for the next ticket only.

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
		this.news = frappe.utils.debounce(() => this.refresh(), NEWS_PAUSE);
		this.on_news = (data) => data?.doctype === TICKET && this.news();
		this.on_key = (event) => this.pressed(event);
		this.prints = localStorage.getItem("ticket_desk_prints") !== "0";
		page.add_inner_button(__("Print or Not"), () => this.toggle_print());
		this.ready = this.refresh();
	}

	async show() {
		await this.ready;
		document.removeEventListener("keydown", this.on_key);
		document.addEventListener("keydown", this.on_key);
		frappe.realtime.doctype_subscribe(TICKET);
		frappe.realtime.off("list_update", this.on_news);
		frappe.realtime.on("list_update", this.on_news);
		clearInterval(this.poll);
		this.poll = setInterval(() => document.hidden || this.refresh(), POLL);
	}

	hide() {
		clearInterval(this.poll);
		document.removeEventListener("keydown", this.on_key);
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

	// Kinds by their letter, priorities by 1 to 4
	pressed(event) {
		if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || $(".modal.show").length) return;
		if ($(event.target).is("input, textarea, select, [contenteditable]")) return;
		const kind = this.found?.kinds.find(({ letter }) => letter === event.key.toUpperCase());
		const priority = Object.keys(PRIORITIES())[Number(event.key) - 1];
		if (!kind && !priority) return;
		event.preventDefault();
		event.stopPropagation();
		if (kind) this.take(kind.kind);
		else this.choose(priority);
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
