// The rating screen of a window: five grades, one touch, about the visit that is or was just there.

import { ask } from "./hall_screens/link";
import { Screen, part } from "./hall_screens/screen";

const THANKS = 4000; // milliseconds for which thanks are shown

const screen = new Screen("window_rating", "to_rate", render);
const { key, words } = screen;

let visit = null;
let thanking = false;

function render(found) {
	visit = found.visit;
	if (thanking) return;
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
		screen.refresh();
	}, THANKS);
}

part("grades").addEventListener("click", (event) => {
	const grade = event.target.closest("[data-grade]")?.dataset.grade;
	if (grade) rate(grade);
});
screen.start();
