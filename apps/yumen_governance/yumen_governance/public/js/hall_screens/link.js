// How a screen without login asks the site: its key stands behind the # of its address and never reaches a log.

import { io } from "socket.io-client";

const API = "/api/method/yumen_governance.api.hall_screens.";
const LONGEST = 10_000; // milliseconds after which a question counts as unanswered

export class InvalidKey extends Error {}

export const settings = () => JSON.parse(document.getElementById("settings").textContent);

// The key is kept, so that a screen that is switched on again without its # still knows itself.
export function key_of(page) {
	const given = window.location.hash.slice(1);
	if (given) localStorage.setItem(`${page}_key`, given);
	return given || localStorage.getItem(`${page}_key`) || "";
}

// Always without cookies: the browser may belong to somebody who is logged in, whose rights the screen neither needs nor uses.
export async function ask(method, values) {
	const response = await fetch(API + method, {
		method: "POST",
		credentials: "omit",
		headers: { "Content-Type": "application/json", Accept: "application/json" },
		body: JSON.stringify(values),
		signal: AbortSignal.timeout(LONGEST),
	});
	if (response.status === 403) throw new InvalidKey();
	if (!response.ok) throw new Error(`HTTP ${response.status}`);
	return (await response.json()).message;
}

// Calls back when something moves in the hall; without a realtime server nothing happens, and polling does it alone.
export function on_news({ site, port }, callback) {
	const { protocol, hostname, origin } = window.location;
	const host = port ? `${protocol}//${hostname}:${port}` : origin;
	const socket = io(`${host}/${site}`, { withCredentials: true, reconnectionDelayMax: 30_000 });
	socket.on("hall_moved", callback);
	return socket;
}

export function show_message(words) {
	const $page = document.querySelector("body > .hall, body > .rating");
	if ($page) $page.hidden = true;
	const message = document.querySelector(".message");
	message.hidden = false;
	message.textContent = words;
}

export function hide_message() {
	const $page = document.querySelector("body > .hall, body > .rating");
	$page.hidden = false;
	document.querySelector(".message").hidden = true;
}
