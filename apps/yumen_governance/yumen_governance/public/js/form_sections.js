// Sections that stand below the last field of a form and hold no field.

frappe.provide("governance");

// The framework hides a section without fields that stands directly on the page, at any refresh: these stand in a frame.
governance.form_section = function (frm, name, title) {
	const page = $(frm.layout.wrapper).find(".form-page").first();
	const known = page.find(`.${name}`);
	if (known.length) return known;
	const section = $(`<div class="form-section card-section ${name}">
		<div class="section-head">${title}</div>
		<div class="section-body"></div>
	</div>`);
	return section.appendTo(frame_of(page));
};

function frame_of(page) {
	const frame = page.children(".fieldless-sections");
	return frame.length ? frame : $(`<div class="fieldless-sections"></div>`).appendTo(page);
}
