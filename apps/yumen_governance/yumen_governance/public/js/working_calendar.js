// A year without a Working Calendar: said where calendars are kept, with a way to record it.

frappe.provide("governance");

const CALENDAR = "Working Calendar";
const OF_A_SHIFT = ["opens", "closes", "first_day", "last_day"];

governance.show_missing_calendar = async function (page) {
	const year = await frappe.xcall("yumen_governance.api.clocks.missing_calendar");
	const place = page.wrapper.find(".layout-main-section").first();
	place.find(".missing-calendar").remove();
	if (!year) return;
	const words = __("The holidays of {0} aren't recorded yet: its deadlines are counted Monday to Friday.", [
		year,
	]);
	const banner = $(`<div class="missing-calendar form-message orange">${words} </div>`);
	if (frappe.model.can_create(CALENDAR))
		$(`<a href="#">${__("Record the Calendar of {0}", [year])}</a>`)
			.on("click", (event) => {
				event.preventDefault();
				record(year);
			})
			.appendTo(banner);
	place.prepend(banner);
};

// The office hours of the last year are most likely those of the next.
async function record(year) {
	const [last] = await frappe.db.get_list(CALENDAR, { order_by: "year desc", limit: 1 });
	const before = last && (await frappe.db.get_doc(CALENDAR, last.name));
	const doc = frappe.model.get_new_doc(CALENDAR);
	doc.year = year;
	doc.shifts = [];
	for (const shift of (before?.shifts || []).filter((row) => !row.first_day)) {
		const row = frappe.model.add_child(doc, "Working Calendar Shift", "shifts");
		OF_A_SHIFT.forEach((name) => (row[name] = shift[name]));
	}
	frappe.set_route("Form", CALENDAR, doc.name);
}
