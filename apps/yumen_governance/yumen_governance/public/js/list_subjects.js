// What leads to a record in a list, where that is a word of the system and not of a person.

frappe.provide("governance");

// Use as refresh of a list's settings: a formatter would take the link away.
governance.translate_subjects = function (list) {
	list.$result.find(".list-subject a.ellipsis").each((_index, link) => {
		link.textContent = __(link.textContent.trim());
	});
};
