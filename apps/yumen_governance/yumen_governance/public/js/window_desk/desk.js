// A clerk's screen at the window: the number there, who is next, and everything by one key.

import { appointments_today } from "./appointments";
import { Duty } from "./duty";
import { HandOver } from "./hand_over";
import { take_ticket } from "./take_ticket";
import { Watch, press } from "../watching";
import { API, DEEDS, KEYS, TICKET, escape, hour_of, iso, minutes, minutes_between } from "./words";

const NEWS_PAUSE = 300; // milliseconds in which several news become one refresh
const POLL = 20_000; // milliseconds between refreshes when no news come
const TICK = 1000;

export class WindowDesk {
	constructor(page, $parent) {
		this.page = page;
		this.$desk = $('<div class="window-desk" tabindex="-1"></div>').appendTo($parent);
		this.duty = new Duty(this);
		this.hand_over = new HandOver(this);
		this.watch = new Watch(this, TICKET, { news_pause: NEWS_PAUSE, poll: POLL });
		this.$desk.on("click", "[data-deed]", (event) => this.do(event.currentTarget.dataset.deed));
		this.$desk.on("click", "[data-back]", (event) => this.put_back(event.currentTarget.dataset.back));
		page.set_secondary_action(`${__("Keys")} ?`, () => this.help());
		page.add_inner_button(`${__("Appointments Today")} A`, () => this.appointments());
		page.add_inner_button(`${__("Give Out a Ticket")} Q`, () => take_ticket(() => this.refresh()));
		this.ready = this.refresh();
	}

	show() {
		clearInterval(this.tick);
		this.tick = setInterval(() => this.show_times(), TICK);
		return this.watch.begin();
	}

	hide() {
		clearInterval(this.tick);
		this.watch.end();
	}

	// What was asked last is shown, whatever answers last.
	async refresh() {
		if (this.busy) return;
		const asked = (this.asked = {});
		const found = await frappe.xcall(`${API}desk`).catch(() => null);
		if (found && asked === this.asked) this.render(found);
		this.$desk.toggleClass("stale", !found);
	}

	// One step of the person: the answer is the desk as it is afterwards.
	async step(method, args = {}) {
		if (this.busy) return null;
		this.busy = true;
		this.asked = {};
		try {
			const found = await frappe.xcall(`${API}${method}`, args);
			this.render(found);
			return found;
		} finally {
			this.busy = false;
		}
	}

	do(deed) {
		const { current } = this.found;
		const step = this.possible().find((row) => row.deed === deed);
		if (!step) return null;
		if (deed === "next") return this.call_next();
		if (deed === "register") return this.register();
		if (deed === "transfer") return this.hand_over.ask(current);
		return this.quietly(deed, { ticket: current.name });
	}

	async call_next() {
		const found = await this.quietly("call_next", { expected: this.found.current?.name || "" });
		if (found && !found.called)
			frappe.show_alert({ message: __("Nobody is waiting."), indicator: "blue" });
	}

	// A refusal is told by the framework; the desk is shown as it really is.
	async quietly(method, args) {
		try {
			return await this.step(method, args);
		} catch {
			await this.refresh();
			return null;
		}
	}

	async register() {
		const { current, window } = this.found;
		if (current.request) return frappe.set_route("Form", "Service Request", current.request);
		const request = governance.register_visitor
			? await governance.register_visitor({ service_window: window.name, ticket: current.name })
			: frappe.new_doc("Service Request", { service_window: window.name, ticket: current.name });
		if (request) this.refresh();
		return request;
	}

	appointments() {
		return appointments_today(() => this.refresh());
	}

	put_back(name) {
		return this.quietly("put_back", { ticket: name });
	}

	possible() {
		const { shift, current } = this.found || {};
		if (!shift || shift.status !== "On Duty") return [];
		return DEEDS().filter(({ when }) => when.includes(current?.status || ""));
	}

	render(found) {
		this.found = found;
		this.skew = Date.parse(iso(found.now)) - Date.now();
		this.$desk.html(found.shift ? this.kept_html() : this.duty.choice_html(found.windows));
		this.show_times();
	}

	kept_html() {
		const { shift, line, waiting, missed, mine, appointments } = this.found;
		return `<div class="desk-main ${shift.status === "On Break" ? "on-break" : ""}">
				${this.current_html()}
				<div class="desk-deeds" role="toolbar" aria-label="${__("Steps")}">${this.deeds_html()}</div>
				${figures_html(mine)}
			</div>
			<aside class="desk-side">
				<section><h4>${__("Waiting")}</h4>${waiting_html(waiting)}</section>
				<section><h4>${__("Next in Line")}</h4>${line_html(line, this.found.now)}</section>
				<section><h4>${__("Appointments Today")}</h4>${appointments_html(appointments)}</section>
				<section><h4>${__("Missed the Call")}</h4>${missed_html(missed)}</section>
			</aside>`;
	}

	current_html() {
		const { current, window, shift } = this.found;
		const place = `<div class="desk-place"><b>${escape(window.number)}</b> ${escape(window.title)}
			${this.duty.buttons_html(shift)}</div>`;
		if (shift.status === "On Break") {
			return `${place}<div class="desk-current"><div class="desk-empty">${__("On a break")}</div>
				<div class="text-muted">${__("since {0}", [hour_of(shift.break_since)])}</div></div>`;
		}
		if (!current) {
			return `${place}<div class="desk-current"><div class="desk-empty">${__("The window is free")}</div>
				<div class="text-muted">${this.next_words()}</div></div>`;
		}
		return `${place}<div class="desk-current ${current.status === "Serving" ? "serving" : "called"}">
			<div class="desk-state">${escape(__(current.status))}${call_count(current)}</div>
			<div class="desk-number">${escape(current.shown_number)}</div>
			<div class="desk-kind">${escape(__(current.ticket_kind))}${priority_html(current)}</div>
			<div class="text-muted">${current_facts(current)}</div>
			<div class="desk-clock" data-since="${current.served_on || current.last_called_on}"></div>
		</div>`;
	}

	next_words() {
		const first = this.found.line[0];
		return first
			? __("Next is {0}. Press N.", [`<b>${escape(first.shown_number)}</b>`])
			: __("Nobody is waiting.");
	}

	deeds_html() {
		const possible = new Set(this.possible().map(({ deed }) => deed));
		return DEEDS()
			.map(({ key, deed, label, primary }) => {
				const may = possible.has(deed);
				const kind = primary && may ? "btn-primary" : "btn-default";
				return `<button type="button" class="btn ${kind}" data-deed="${deed}" ${may ? "" : "disabled"}>
					<span>${label}</span><kbd>${key.toUpperCase()}</kbd></button>`;
			})
			.join("");
	}

	show_times() {
		const now = Date.now() + (this.skew || 0);
		this.$desk.find("[data-since]").each((_index, element) => {
			const seconds = Math.max(0, Math.floor((now - Date.parse(iso(element.dataset.since))) / 1000));
			const rest = String(seconds % 60).padStart(2, "0");
			element.textContent = `${Math.floor(seconds / 60)}:${rest}`;
		});
	}

	pressed(event) {
		press(event, (key) => this.deed_of(key));
	}

	deed_of(key) {
		const step = this.possible().find((row) => row.key === key.toLowerCase());
		if (step) return () => this.do(step.deed);
		const missed = this.found?.missed?.[Number(key) - 1];
		if (missed) return () => this.put_back(missed.name);
		const choice = this.found?.windows?.[Number(key) - 1];
		if (choice) return () => this.duty.open(choice.name);
		return {
			q: () => take_ticket(() => this.refresh()),
			a: () => this.appointments(),
			p: () => this.duty.toggle_break(),
			o: () => this.duty.toggle(),
			"?": () => this.help(),
		}[key.toLowerCase()];
	}

	help() {
		const rows = KEYS().map(
			([key, text]) => `<tr><td><kbd>${escape(key)}</kbd></td><td>${escape(text)}</td></tr>`,
		);
		frappe.msgprint({ title: __("Keys"), message: `<table class="board-keys">${rows.join("")}</table>` });
	}
}

function call_count({ status, call_count: count }) {
	return status === "Called Up" && count > 1 ? ` · ${__("called {0} times", [count])}` : "";
}

function priority_html({ priority, is_booked }) {
	if (is_booked)
		return ` <span class="indicator-pill no-indicator-dot blue">${__("By Appointment")}</span>`;
	return priority ? ` <span class="indicator-pill no-indicator-dot orange">${__("Priority")}</span>` : "";
}

function current_facts(ticket) {
	const facts = [
		__("taken at {0}", [hour_of(ticket.taken_on)]),
		__("waited {0} minutes", [minutes_between(ticket.waiting_since, ticket.called_on)]),
	];
	if (ticket.transferred_from)
		facts.push(__("handed over by window {0}", [escape(ticket.transferred_from)]));
	if (ticket.request) facts.push(escape(ticket.request));
	return facts.join(" · ");
}

function waiting_html(waiting) {
	if (!waiting.length) return `<p class="text-muted">${__("This window calls no tickets.")}</p>`;
	const rows = waiting.map(
		({ kind, letter, count }) =>
			`<li><kbd>${escape(letter)}</kbd> ${escape(__(kind))}<b>${count}</b></li>`,
	);
	return `<ul class="desk-kinds">${rows.join("")}</ul>`;
}

function line_html(line, now) {
	if (!line.length) return `<p class="text-muted">${__("Nobody is waiting.")}</p>`;
	const rows = line.map(
		(ticket) => `<li><b>${escape(ticket.shown_number)}</b>${priority_html(ticket)}
			<span class="text-muted">${__("waiting {0} minutes", [minutes_between(ticket.waiting_since, now)])}</span></li>`,
	);
	return `<ol class="desk-line">${rows.join("")}</ol>`;
}

function appointments_html(appointments) {
	if (!appointments.length) return `<p class="text-muted">${__("No appointments today.")}</p>`;
	const rows = appointments.map(
		({ starts_on, service_item, visitor_name }) =>
			`<li><b>${hour_of(starts_on)}</b> ${escape(visitor_name)} <span class="text-muted">${escape(service_item)}</span></li>`,
	);
	return `<ol class="desk-line">${rows.join("")}</ol>`;
}

function missed_html(missed) {
	if (!missed.length) return `<p class="text-muted">${__("Nobody.")}</p>`;
	const rows = missed.map(
		({ name, shown_number }, index) => `<li><b>${escape(shown_number)}</b>
			<button type="button" class="btn btn-default btn-xs" data-back="${escape(name)}">${__("Back into the Queue")}
			<kbd>${index + 1}</kbd></button></li>`,
	);
	return `<ul class="desk-line">${rows.join("")}</ul>`;
}

function figures_html(mine) {
	const cells = [
		[__("Served Today"), mine.served],
		[__("Requests"), mine.requests],
		[__("Missed"), mine.missed],
		[__("Waited (Median)"), minutes(mine.wait_median)],
		[__("Visit (Median)"), minutes(mine.service_median)],
		[__("Satisfaction"), mine.satisfaction ?? "–"],
	].map(([label, value]) => `<div><b>${escape(value)}</b><span>${label}</span></div>`);
	return `<div class="desk-figures" aria-label="${__("My Figures Today")}">${cells.join("")}</div>`;
}
