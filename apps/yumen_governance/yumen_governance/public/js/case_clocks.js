// The clocks of a case on its form: due, used and left, pauses and why.

frappe.provide("governance");

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

governance.show_case_clocks = async function (frm) {
	const name = frm.docname;
	if (frm.is_new()) return;
	const clocks = await frappe.xcall("yumen_governance.api.clocks.of_case", { doctype: frm.doctype, name });
	if (frm.docname !== name) return;
	section_of(frm)
		.toggle(clocks.length > 0)
		.html(clocks.map(render_clock).join(""));
};

function section_of(frm) {
	const page = $(frm.layout.wrapper).find(".form-page").first();
	if (!page.find(".case-clocks").length) page.prepend(`<div class="case-clocks form-section"></div>`);
	return page.find(".case-clocks");
}

function render_clock(clock) {
	const share = clock.allowed ? Math.min(100, Math.round((100 * clock.used) / clock.allowed)) : 100;
	const kind = kind_words(clock);
	return `<div class="case-clock ${clock.colour} ${clock.status === "Stopped" ? "ended" : ""}">
		<div class="case-clock-head">
			<b>${kind}</b>
			<span class="case-clock-state">${state_words(clock)}</span>
			<span class="text-muted">${due_words(clock)}</span>
		</div>
		<div class="case-clock-bar" role="progressbar" aria-valuemin="0" aria-valuemax="100" aria-valuenow="${share}">
			<div style="width: ${share}%"></div>
		</div>
		<div class="case-clock-notes text-muted small">${notes(clock)
			.map((note) => `<div>${note}</div>`)
			.join("")}</div>
	</div>`;
}

// Of several clocks of a kind: whose it is, or the how manieth.
function kind_words(clock) {
	if (clock.called) return `${__(clock.kind)} · ${frappe.utils.escape_html(clock.called)}`;
	return clock.run > 1 ? __("{0} ({1})", [__(clock.kind), clock.run]) : __(clock.kind);
}

function state_words(clock) {
	const left = clock.allowed - clock.used;
	if (clock.status === "Stopped") return clock.in_time ? __("Done in time") : __("Done late");
	if (clock.status === "Paused") return __("Paused, {0} left", [in_words(left, clock)]);
	return left < 0
		? __("Overdue by {0}", [in_words(-left, clock)])
		: __("{0} left", [in_words(left, clock)]);
}

function due_words(clock) {
	if (clock.status === "Stopped") return __("Ended {0}", [moment_words(clock.stopped_on)]);
	const due = clock.status === "Paused" ? __("Due time moves on resuming") : moment_words(clock.due_on);
	return clock.status === "Paused" ? due : __("Due {0}", [due]);
}

function notes(clock) {
	if (clock.status === "Stopped") return [];
	const limit = __("{0} {1}, {2} used", [clock.length, __(clock.unit), in_words(clock.used, clock)]);
	const missing = clock.missing_years.length
		? [
				__("The holidays of {0} aren't recorded yet; counted Monday to Friday.", [
					clock.missing_years.join("、"),
				]),
			]
		: [];
	return [limit, ...clock.changes.map(change_words), ...missing];
}

function change_words(change) {
	const reason = change.reason ? `：${frappe.utils.escape_html(__(change.reason))}` : "";
	if (change.change === "Extension")
		return __("Extended to {0}", [moment_words(change.new_due_on)]) + reason;
	const since = moment_words(change.changed_on);
	const words = change.until
		? __("Paused {0} to {1}", [since, moment_words(change.until)])
		: __("Paused since {0}", [since]);
	return words + reason;
}

function moment_words(text) {
	return moment(text).format("YYYY-MM-DD HH:mm");
}

// Working time in hours, as nobody knows how many of them a day has; other time in days from two days on.
function in_words(seconds, clock) {
	const hours = Math.floor(seconds / HOUR);
	const minutes = Math.floor((seconds % HOUR) / MINUTE);
	if (!clock.is_working_time && seconds >= 2 * DAY) {
		const [days, rest] = [Math.floor(seconds / DAY), Math.floor((seconds % DAY) / HOUR)];
		return rest ? __("{0} days {1} hours", [days, rest]) : __("{0} days", [days]);
	}
	const whole = minutes ? __("{0} h {1} min", [hours, minutes]) : __("{0} hours", [hours]);
	const words = hours ? whole : __("{0} minutes", [minutes]);
	return clock.is_working_time ? __("{0} of working time", [words]) : words;
}
