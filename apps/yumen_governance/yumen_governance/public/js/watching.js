// A page that is worked by keyboard and follows its records: it listens while it is on the screen, and only then.

export class Watch {
	// `page` answers refresh() and pressed(event); intervals are milliseconds.
	constructor(page, doctype, { news_pause, poll }) {
		this.page = page;
		this.doctype = doctype;
		this.pause = poll;
		this.news = frappe.utils.debounce(() => page.refresh(), news_pause);
		this.on_news = (data) => data?.doctype === doctype && this.news();
		this.on_key = (event) => page.pressed(event);
	}

	// Whoever comes back sees what moved meanwhile.
	async begin() {
		this.shown = true;
		await this.page.ready;
		if (!this.shown) return;
		this.stop();
		document.addEventListener("keydown", this.on_key);
		frappe.realtime.doctype_subscribe(this.doctype);
		frappe.realtime.on("list_update", this.on_news);
		this.poll = setInterval(() => document.hidden || this.page.refresh(), this.pause);
		if (this.was_left) this.page.refresh();
		this.was_left = false;
	}

	end() {
		this.shown = false;
		this.was_left = true;
		this.stop();
	}

	stop() {
		clearInterval(this.poll);
		frappe.realtime.off("list_update", this.on_news);
		document.removeEventListener("keydown", this.on_key);
	}
}

// pressed() of a page: does what deed_of(key) answers, unless somebody types, holds the key or has a dialog before them.
export function press(event, deed_of) {
	if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || $(".modal.show").length) return;
	if ($(event.target).is("input, textarea, select, [contenteditable]")) return;
	const deed = deed_of(event.key);
	if (!deed) return;
	event.preventDefault();
	event.stopPropagation();
	deed();
}
