// The Workflow Builder shows states, actions and roles as they are stored, and some words of its own in English only.

const PAGE = "workflow-builder";
const WORDS = [
	".node-label",
	".access span",
	".drag-handle",
	".vue-flow__panel button",
	".control-data option",
	".control-data .label-area",
	".control-data .control-label",
	".control-data .description",
];
const watched = new WeakSet();

function say_in_chinese(page) {
	page.querySelectorAll(WORDS.join(",")).forEach((element) => {
		const text = [...element.childNodes].find((node) => node.nodeType === Node.TEXT_NODE);
		const word = text && text.nodeValue.trim();
		const said = word && __(word);
		if (said && said !== word) text.nodeValue = said;
	});
	const name = frappe.get_route()[1];
	const title = page.querySelector(".title-text");
	if (title?.textContent.includes(name) && __(name) !== name)
		title.textContent = __("Editing {0}", [__(name)]);
}

$(document).on("page-change", () => {
	const page = document.getElementById(`page-${PAGE}`);
	if (frappe.get_route()[0] !== PAGE || !page || watched.has(page)) return;
	watched.add(page);
	const changes = { childList: true, subtree: true, characterData: true };
	new MutationObserver(() => say_in_chinese(page)).observe(page, changes);
	say_in_chinese(page);
});
