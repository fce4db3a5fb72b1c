// Opening and closing one's window, and breaks.

import { escape, hour_of } from "./words";

export class Duty {
	constructor(desk) {
		this.desk = desk;
		desk.$desk.on("click", "[data-open]", (event) => this.open(event.currentTarget.dataset.open));
		desk.$desk.on("click", "[data-duty=break]", () => this.toggle_break());
		desk.$desk.on("click", "[data-duty=close]", () => this.toggle());
	}

	choice_html(windows) {
		if (!windows.length) {
			return `<div class="desk-nothing"><h3>${__("No window is yours yet")}</h3>
				<p class="text-muted">${__("An administrator puts you on the list of staff of a window.")}</p></div>`;
		}
		const rows = windows.map(
			(
				window,
				index,
			) => `<button type="button" class="btn btn-default desk-window" data-open="${escape(window.name)}">
				<b>${escape(window.number)}</b>
				<span>${escape(window.title)}<small class="text-muted">${this.kept_words(window)}</small></span>
				<kbd>${index + 1}</kbd></button>`,
		);
		return `<div class="desk-nothing"><h3>${__("Which window do you open?")}</h3>
			<div class="desk-windows">${rows.join("")}</div></div>`;
	}

	kept_words({ counter, kept_by, kept_since }) {
		if (kept_by) return __("{0} is there since {1}", [escape(kept_by), hour_of(kept_since)]);
		return escape(counter);
	}

	// The two buttons beside the window's name
	buttons_html({ status }) {
		const on_break = status === "On Break";
		const label = on_break ? __("End the Break") : __("Take a Break");
		return `<span class="desk-duty">
			<button type="button" class="btn ${on_break ? "btn-primary" : "btn-default"} btn-sm" data-duty="break">${label} <kbd>P</kbd></button>
			<button type="button" class="btn btn-default btn-sm" data-duty="close">${__("Close the Window")} <kbd>O</kbd></button>
		</span>`;
	}

	open(name) {
		const window = this.desk.found.windows.find((row) => row.name === name);
		if (!window.kept_by) return this.desk.quietly("open_window", { window: name });
		return frappe.confirm(
			__("{0} is at this window since {1}. Take it over?", [
				escape(window.kept_by),
				hour_of(window.kept_since),
			]),
			() => this.desk.quietly("open_window", { window: name, take_over: 1 }),
		);
	}

	toggle() {
		const { found } = this.desk;
		if (!found.shift) return found.windows.length === 1 ? this.open(found.windows[0].name) : null;
		if (found.current) return this.desk.quietly("close_window", {});
		return frappe.confirm(__("Close this window?"), () => this.desk.quietly("close_window", {}));
	}

	toggle_break() {
		const { shift } = this.desk.found;
		if (shift) this.desk.quietly("pause", { on: shift.status === "On Break" ? 0 : 1 });
	}
}
