// The hall display: who is called to which window. Numbers only; goes on through lost networks and midnights.

import { Screen, keep_awake, part } from "./hall_screens/screen";
import { Voice } from "./hall_screens/voice";

const screen = new Screen("hall_display", "show", render);
const { words } = screen;
const voice = new Voice(words);

let known = null; // the calls that were shown, by number; null before the first answer
let skew = 0;

function render(found) {
	skew = Date.parse(found.now.slice(0, 19).replace(" ", "T")) - Date.now();
	part("title").textContent = found.title;
	part("note").textContent = found.note;
	const news = new_calls(found.calls);
	show_last(found, news.length > 0);
	show_calls(found.calls);
	show_waiting(found);
	voice.set(found.speaks, found.speech_rate);
	part("start").hidden = !voice.wants_touch();
	[...news].reverse().forEach((call) => voice.say(call));
}

// A call is new when its number, or the number's count of calls, wasn't shown before; after a start none is.
function new_calls(calls) {
	const before = known;
	known = new Map(calls.map(({ number, on }) => [number, on]));
	return before ? calls.filter(({ number, on }) => before.get(number) !== on) : [];
}

function show_last({ calls, windows_open }, is_new) {
	const place = part("last");
	const last = calls[0];
	place.classList.toggle("new", is_new);
	if (is_new) place.getAnimations?.().forEach((animation) => animation.play());
	if (!last) {
		place.replaceChildren(element("div", "empty", windows_open ? words.no_calls : words.closed));
		return;
	}
	place.replaceChildren(
		element("div", "number", last.number),
		element("div", "window", words.window.replace("{0}", last.window)),
		element("div", "title", last.title),
	);
}

function show_calls(calls) {
	const rows = calls.map(({ number, window, title }) => {
		const row = document.createElement("tr");
		row.append(
			element("td", "", number),
			element("td", "", words.window.replace("{0}", window)),
			element("td", "title", title),
		);
		return row;
	});
	part("calls").replaceChildren(...rows);
	part("calls").closest("table").hidden = !rows.length;
}

function show_waiting({ waiting, missed }) {
	const cells = waiting.map(({ kind, count }) => {
		const cell = element("span", "", `${kind} `);
		cell.append(element("b", "", count));
		return cell;
	});
	if (!cells.length) cells.push(element("span", "", words.nobody));
	if (missed.length) cells.push(element("span", "", `${words.missed} ${missed.join("  ")}`));
	part("waiting").replaceChildren(...cells);
}

function element(tag, name, text) {
	const made = document.createElement(tag);
	if (name) made.className = name;
	made.textContent = text;
	return made;
}

function show_time() {
	const now = new Date(Date.now() + skew);
	const two = (number) => String(number).padStart(2, "0");
	const day = words.date
		.replace("{0}", now.getFullYear())
		.replace("{1}", now.getMonth() + 1)
		.replace("{2}", now.getDate());
	part("clock").textContent =
		`${day} ${words.weekdays[now.getDay()]} ${two(now.getHours())}:${two(now.getMinutes())}`;
}

// A browser speaks, and fills the screen, only after somebody touched it once.
function start() {
	voice.unlock();
	part("start").hidden = true;
	document.documentElement.requestFullscreen?.().catch(() => {});
	keep_awake();
}

part("start").addEventListener("click", start);
document.addEventListener("keydown", start, { once: true });
setInterval(show_time, 1000);
show_time();
screen.start();
