"""Which Latin words a person sees on a screen, beside the facts that are written so everywhere."""

import re

from playwright.sync_api import Page

WORD = re.compile(r"[A-Za-z][A-Za-z_]{2,}")
FACTS = re.compile(
	r"""
	GE-[\d-]+                     # numbers of events
	|[\w.+-]+@[\w.-]+             # e-mail addresses
	|\b(?:Ctrl|Shift|Alt|Enter|Esc)\b       # keys of the keyboard
	""",
	re.VERBOSE,
)
SEEN = """() => {
	const visible = (element) => {
		const box = element.getBoundingClientRect();
		const clipped = getComputedStyle(element).clip === "rect(0px, 0px, 0px, 0px)";
		return !clipped && box.width > 1 && box.height > 1 && element.checkVisibility({ checkVisibilityCSS: true });
	};
	const seen = [...document.querySelectorAll("body, body *")].filter(visible);
	const own_text = (element) => [...element.childNodes]
		.filter((node) => node.nodeType === Node.TEXT_NODE)
		.map((node) => node.textContent);
	const choices = (element) => element.tagName === "SELECT" ? [...element.options].map((row) => row.text) : [];
	const hints = (element) => ["placeholder", "title", "data-original-title"]
		.map((name) => element.getAttribute(name));
	const typed = (element) => element.matches("input:not([type=checkbox])") ? [element.value] : [];
	return [document.title, ...seen.flatMap((element) =>
		[...own_text(element), ...choices(element), ...hints(element), ...typed(element)])].filter(Boolean);
}"""


def latin_words(page: Page, *facts: str) -> list[str]:
	"""Return the lines on the screen, hints and the title included, that hold a word in Latin letters.

	:param facts: words that may stand there
	"""
	lines = {line.strip() for line in page.evaluate(SEEN)}
	return sorted(line for line in lines if _words(line) - set(facts))


def _words(line: str) -> set[str]:
	return set(WORD.findall(FACTS.sub(" ", line)))
