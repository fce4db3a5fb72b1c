// The dispatch board: queues, a list worked by keyboard, the marked event beside it.

import { Watch } from "../watching";
import { BoardFilters } from "./filters";
import { EventRows } from "./list";
import { Preview } from "./preview";
import { Steps } from "./steps";
import { QueueTabs } from "./tabs";
import { API, EVENT, KEYS, STEPS, escape } from "./words";

const PAGE = 50;
const MOST = 200;
const NEWS_PAUSE = 1500; // milliseconds in which news of many events become one refresh
const POLL = 60_000; // milliseconds between refreshes when no news come

export class DispatchBoard {
	constructor(page, $parent) {
		this.page = page;
		this.limit = PAGE;
		this.ready = frappe.model.with_doctype(EVENT).then(() => this.make($parent));
		this.watch = new Watch(this, EVENT, { news_pause: NEWS_PAUSE, poll: POLL });
	}

	make($parent) {
		const $board = $('<div class="dispatch-board"></div>').appendTo($parent);
		this.tabs = new QueueTabs($board, (queue) => this.go(queue));
		this.filters = new BoardFilters($board, () => this.load());
		this.$bar = $('<div class="board-bar" role="toolbar"></div>')
			.attr("aria-label", __("Event Steps"))
			.appendTo($board);
		this.steps = new Steps($board, () => this.moved_on());
		const $both = $('<div class="board-both"></div>').appendTo($board);
		this.preview = new Preview(
			$both,
			(_name, action) => this.act(action),
			(name) => this.open(name),
		);
		this.list = new EventRows(
			$both,
			(name) => this.preview.show(name),
			(name) => this.open(name),
			() => this.show_more(),
		);
		this.list.on_choose = () => this.show_bar();
		$both.prepend(this.list.$list);
		this.$bar.on("click", "[data-step]", (event) => this.do(event.currentTarget.dataset.step));
		if (frappe.model.can_create(EVENT)) {
			this.page.set_primary_action(__("New Event"), () => frappe.new_doc(EVENT));
		}
		this.page.set_secondary_action(`${__("Keys")} ?`, () => this.help());
		return this.load();
	}

	async show() {
		await this.watch.begin();
		this.list.$list.trigger("focus");
	}

	hide() {
		this.watch.end();
	}

	go(queue) {
		if (!queue) return;
		this.queue = queue;
		this.list.choose_none();
		this.list.marked = null;
		this.load();
		this.list.$list.trigger("focus");
	}

	load() {
		this.limit = PAGE;
		return this.refresh();
	}

	// One request for everything; what was asked last is shown, whatever answers last.
	async refresh() {
		const asked = (this.asked = { queue: this.queue, filters: this.filters.values(), limit: this.limit });
		const found = await frappe.xcall(`${API}open_board`, asked);
		if (asked !== this.asked) return;
		this.queue = found.queue;
		this.intents = found.intents;
		this.found = found;
		this.tabs.show(found.queues, found.queue);
		this.list.show(found);
		this.show_bar();
	}

	async show_more() {
		const { queue, next, events } = this.found;
		const more = await frappe.xcall(`${API}open_board`, {
			queue,
			filters: this.filters.values(),
			after: next,
			limit: PAGE,
		});
		if (this.found.next !== next) return;
		this.limit = Math.min(events.length + more.events.length, MOST);
		const titles = Object.fromEntries(
			Object.keys(more.titles).map((key) => [key, { ...this.found.titles[key], ...more.titles[key] }]),
		);
		const sign_by = { ...this.found.sign_by, ...more.sign_by };
		this.found = { ...more, events: [...events, ...more.events], titles, sign_by };
		this.list.show(this.found);
	}

	moved_on() {
		this.list.choose_none();
		this.refresh();
	}

	show_bar() {
		if (!this.found) return;
		const chosen = this.list.chosen.size;
		const buttons = this.possible().map(
			({ key, intent, label }) =>
				`<button type="button" class="btn btn-default btn-sm" data-step="${intent}">${label}<kbd>${key}</kbd></button>`,
		);
		const what = chosen
			? __("{0} chosen", [`<b>${chosen}</b>`])
			: __("{0} shown; the marked one counts when none is chosen", [this.list.rows.length]);
		const hints = [
			["x", __("choose")],
			["Shift X", __("all")],
			["j k", __("up and down")],
			["Enter", __("open")],
		].map(([key, label]) => `<span class="board-hint"><kbd>${key}</kbd>${label}</span>`);
		this.$bar.html(`${buttons.join("")}<span class="board-chosen">${what}</span>${hints.join("")}`);
	}

	possible() {
		return STEPS().filter(({ intent }) => intent === "urge" || (this.intents || []).includes(intent));
	}

	do(intent) {
		const targets = this.list.targets();
		if (targets.length > MOST) return;
		if (targets.length && this.possible().some((step) => step.intent === intent))
			this.steps[intent](targets);
	}

	act(action) {
		const event = this.list.rows.find(({ name }) => name === this.preview.name);
		if (event && action) this.steps.act(event, action);
	}

	open(name) {
		if (name) frappe.set_route("Form", EVENT, name);
	}

	pressed(event) {
		if (event.ctrlKey || event.metaKey || event.altKey || $(".modal.show").length) return;
		if ($(event.target).is("input:not([type=checkbox]), textarea, select, [contenteditable]")) {
			if (event.key === "Escape") this.list.$list.trigger("focus");
			return;
		}
		const deed = this.deed_of(event);
		if (!deed) return;
		event.preventDefault();
		event.stopPropagation();
		deed();
	}

	deed_of({ key, target }) {
		const on_button = $(target).is("button, a");
		const step = this.possible().find((row) => row.key === key);
		if (step) return () => this.do(step.intent);
		if (/^\d$/.test(key)) return () => this.go(this.tabs.at(key));
		return {
			j: () => this.list.step(1),
			ArrowDown: () => this.list.step(1),
			k: () => this.list.step(-1),
			ArrowUp: () => this.list.step(-1),
			Enter: on_button ? null : () => this.open(this.list.marked),
			x: () => this.list.choose(this.list.marked),
			X: () => this.list.choose_all(),
			r: () => this.refresh(),
			"/": () => this.filters.focus(),
			"?": () => this.help(),
			Escape: () => this.list.choose_none(),
		}[key];
	}

	help() {
		const rows = KEYS().map(
			([key, text]) => `<tr><td><kbd>${escape(key)}</kbd></td><td>${escape(text)}</td></tr>`,
		);
		frappe.msgprint({ title: __("Keys"), message: `<table class="board-keys">${rows.join("")}</table>` });
	}
}
