// The rating screen of a window: five grades, one touch, about the visit that is or was just there.

import { InvalidKey, ask, hide_message, key_of, on_news, settings, show_message } from "./hall_screens/link";

const POLL = 3000;
const POLL_WITH_NEWS = 15_000;
const THANKS = 4000; // milliseconds for which thanks are shown

const { site, port, words } = settings();
const key = key_of("window_rating");
const part = (name) => document.querySelector(`[data-part=${name}]`);

let visit = null;
let thanking = false;
let socket = null;
let timer = null;
let version = "";

async function refresh() {
	clearTimeout(timer);
	let pause = socket?.connected ? POLL_WITH_NEWS : POLL;
	try {
		const found = await ask("to_rate", { key });
		if (version && version !== found.version) window.location.reload();
		version = found.version;
		visit = found.visit;
		hide_message();
		part("offline").hidden = true;
		if (!thanking) render();
	} catch (error) {
		if (error instanceof InvalidKey) show_message(words.no_key);
		else if (version) part("offline").hidden = false;
		else show_message(words.no_connection);
		pause = POLL;
	}
	timer = setTimeout(refresh, pause);
}

function render() {
	const open = visit && !visit.rated;
	part("question").textContent = open ? words.question.replace("{0}", visit.number) : words.welcome;
	part("hint").textContent = open ? words.hint : "";
	part("grades").hidden = !open;
}

async function rate(grade) {
	if (!visit || thanking) return;
	thanking = true;
	part("grades").hidden = true;
	part("hint").textContent = "";
	try {
		await ask("rate", { key, ticket: visit.ticket, grade });
		part("question").textContent = words.thanks;
	} catch {
		part("question").textContent = words.too_late;
	}
	setTimeout(() => {
		thanking = false;
		refresh();
	}, THANKS);
}

part("grades").addEventListener("click", (event) => {
	const grade = event.target.closest("[data-grade]")?.dataset.grade;
	if (grade) rate(grade);
});
document.addEventListener("visibilitychange", () => {
	if (!document.hidden) navigator.wakeLock?.request("screen").catch(() => {});
});
window.addEventListener("online", refresh);
if (key) {
	socket = on_news({ site, port }, refresh);
	refresh();
} else {
	show_message(words.no_key);
}
