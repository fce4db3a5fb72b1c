// The queues with their live counts.

import { QUEUES, escape } from "./words";

const ALARMING = ["late", "returned"];

export class QueueTabs {
	constructor($parent, on_choose) {
		this.$tabs = $('<div class="board-tabs" role="tablist"></div>')
			.attr("aria-label", __("Queues"))
			.appendTo($parent);
		this.$tabs.on("click", "[data-queue]", (event) => on_choose($(event.currentTarget).data("queue")));
		this.queues = [];
	}

	show(queues, chosen) {
		const names = QUEUES();
		this.queues = queues.map(({ key }) => key);
		this.$tabs.html(
			queues
				.map(({ key, count }, index) => {
					const alarm = count && ALARMING.includes(key) ? "alarm" : "";
					return `<button type="button" role="tab" class="board-tab ${alarm}" data-queue="${key}"
						aria-selected="${key === chosen}" aria-label="${escape(__("{0}, {1} events", [names[key], count]))}"
						tabindex="${key === chosen ? 0 : -1}">
						<kbd aria-hidden="true">${(index + 1) % 10}</kbd><span>${names[key]}</span><b>${count}</b>
					</button>`;
				})
				.join(""),
		);
	}

	// The queue of a digit key: 1 to 9, and 0 for the tenth
	at(digit) {
		return this.queues[(Number(digit) + 9) % 10];
	}
}
