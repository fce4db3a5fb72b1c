// Handing the number at one's window over to another window, where it keeps its place.

import { API, escape } from "./words";

export class HandOver {
	constructor(desk) {
		this.desk = desk;
	}

	async ask(ticket) {
		const windows = await frappe.xcall(`${API}other_windows`);
		const dialog = new frappe.ui.Dialog({ title: __("Hand {0} Over", [escape(ticket.shown_number)]) });
		dialog.$body.html(windows.length ? this.list_html(windows) : this.empty_html());
		const choose = (name) => {
			dialog.hide();
			this.desk.quietly("transfer", { ticket: ticket.name, window: name });
		};
		dialog.$body.on("click", "[data-window]", (event) => choose(event.currentTarget.dataset.window));
		dialog.$wrapper.on("keydown", (event) => {
			const window = windows[Number(event.key) - 1];
			if (window) choose(window.name);
		});
		dialog.$wrapper.one("shown.bs.modal", () => dialog.$body.find("button").first().trigger("focus"));
		dialog.show();
	}

	list_html(windows) {
		const rows = windows.map(
			({ name, number, title, on_break, waiting }, index) => `<button type="button"
				class="btn btn-default desk-window" data-window="${escape(name)}"><b>${escape(number)}</b>
				<span>${escape(title)}<small class="text-muted">${on_break ? __("On a break") : __("{0} waiting", [waiting])}</small></span>
				${index < 9 ? `<kbd>${index + 1}</kbd>` : ""}</button>`,
		);
		return `<p class="text-muted">${__("The number keeps its place and waits for that window alone.")}</p>
			<div class="desk-windows">${rows.join("")}</div>`;
	}

	empty_html() {
		return `<p class="text-muted">${__("No other window is open at present.")}</p>`;
	}
}
