// What every screen of the hall does by itself, all day: it asks, sooner while no news come by realtime, and stays awake.

import { InvalidKey, ask, hide_message, key_of, on_news, settings, show_message } from "./link";

const POLL = 3000; // milliseconds between questions without news by realtime
const POLL_WITH_NEWS = 15_000; // also while the key isn't valid
const NEWS_PAUSE = 200;

export const part = (name) => document.querySelector(`[data-part=${name}]`);

export class Screen {
	// Asks `question` with the key of `page`, and has render(answer) show what comes.
	constructor(page, question, render) {
		Object.assign(this, settings());
		this.key = key_of(page);
		this.question = question;
		this.render = render;
		this.version = ""; // of the app, as the last answer told it; none before the first
	}

	start() {
		if (!this.key) return show_message(this.words.no_key);
		document.addEventListener("visibilitychange", keep_awake);
		window.addEventListener("online", () => this.refresh());
		let soon = null;
		this.socket = on_news(this, () => {
			clearTimeout(soon);
			soon = setTimeout(() => this.refresh(), NEWS_PAUSE);
		});
		return this.refresh();
	}

	async refresh() {
		clearTimeout(this.timer);
		let pause = this.socket?.connected ? POLL_WITH_NEWS : POLL;
		try {
			this.show(await ask(this.question, { key: this.key }));
		} catch (error) {
			pause = this.explain(error);
		}
		clearTimeout(this.timer);
		this.timer = setTimeout(() => this.refresh(), pause);
	}

	show(found) {
		if (this.version && this.version !== found.version) window.location.reload();
		this.version = found.version;
		hide_message();
		part("offline").hidden = true;
		this.render(found);
	}

	// Shows what is wrong; answers after how long to ask again.
	explain(error) {
		if (error instanceof InvalidKey) {
			show_message(this.words.no_key);
			return POLL_WITH_NEWS;
		}
		part("offline").hidden = false;
		if (!this.version) show_message(this.words.no_connection);
		return POLL;
	}
}

export function keep_awake() {
	if (!document.hidden) navigator.wakeLock?.request("screen").catch(() => {});
}
