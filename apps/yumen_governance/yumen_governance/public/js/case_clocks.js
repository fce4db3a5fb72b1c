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
	const section = section_of(frm).toggle(clocks.length > 0);
	section.html(clocks.map(render_clock).join(""));
	section.find("[data-change]").on("click", (event) => {
		const { change, clock } = event.currentTarget.dataset;
		governance.change_clock(
			frm,
			change,
			clocks.find((each) => each.name === clock),
		);
	});
};

function section_of(frm) {
	const page = $(frm.layout.wrapper).find(".form-page").first();
	if (!page.find(".case-clocks").length) page.prepend(`<div class="case-clocks"></div>`);
	return page.find(".case-clocks");
}

function render_clock(clock) {
	const share = clock.allowed ? Math.min(100, Math.round((100 * clock.used) / clock.allowed)) : 100;
	const kind = kind_words(clock);
	return `<div class="case-clock ${clock.colour} ${has_ended(clock) ? "ended" : ""}">
		<div class="case-clock-head">
			<b>${kind}</b>
			<span class="case-clock-state">${state_words(clock)}</span>
			<span class="text-muted">${due_words(clock)}</span>
			<span class="case-clock-changes">${change_links(clock)}</span>
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

function has_ended(clock) {
	return ["Stopped", "Lapsed"].includes(clock.status);
}

// What may be done to the clock itself, by whoever may change the case.
function change_links(clock) {
	const links = [
		["exclude", __("Leave Time Out"), clock.exclusions.length],
		["extend", __("Extend"), clock.extension],
	];
	return links
		.filter(([, , offered]) => offered && clock.may_change)
		.map(
			([change, label]) =>
				`<button class="btn btn-xs btn-default" data-change="${change}" data-clock="${clock.name}">${label}</button>`,
		)
		.join(" ");
}

function state_words(clock) {
	const by_days = clock.days_left !== null;
	const left = by_days ? clock.days_left : clock.allowed - clock.used;
	if (clock.status === "Stopped") return clock.in_time ? __("Done in time") : __("Done late");
	if (clock.status === "Lapsed") return __("The time limit is over");
	if (clock.status === "Paused") return __("Paused, {0} left", [time_words(left, clock)]);
	return left < 0
		? __("Overdue by {0}", [time_words(-left, clock)])
		: __("{0} left", [time_words(left, clock)]);
}

// A limit by whole days is told in days: working days where it counts those.
function time_words(left, clock) {
	if (clock.days_left === null) return in_words(left, clock);
	return whole_days(clock.unit === "Working Days" ? clock.unit : "Calendar Days", left);
}

// Limits in whole days are said as the law says them.
function whole_days(unit, count) {
	if (unit === "Working Days") return __("{0} working days", [count]);
	if (unit === "Calendar Days") return __("{0} calendar days", [count]);
	return unit === "Months" ? __("{0} months", [count]) : "";
}

function due_words(clock) {
	if (has_ended(clock)) return __("Ended {0}", [moment_words(clock.stopped_on)]);
	const due = clock.status === "Paused" ? __("Due time moves on resuming") : moment_words(clock.due_on);
	return clock.status === "Paused" ? due : __("Due {0}", [due]);
}

function notes(clock) {
	const basis = basis_words(clock);
	if (has_ended(clock)) return basis ? [basis] : [];
	const used = __("{0} used", [in_words(clock.used, clock)]);
	const limit = basis
		? clock.days_left === null && used
		: __("{0} {1}, {2} used", [clock.length, __(clock.unit), in_words(clock.used, clock)]);
	const missing = clock.missing_years.length
		? [
				__("The holidays of {0} aren't recorded yet; counted Monday to Friday.", [
					clock.missing_years.join("、"),
				]),
			]
		: [];
	return [basis, limit, ...clock.changes.map(change_words), ...missing].filter(Boolean);
}

// 法定期限：15 个工作日（依据《公证法》第三十条）, and by which version of the rule, where it has several.
function basis_words(clock) {
	if (!clock.law) return version_words(clock);
	const place = frappe.utils.escape_html(`《${clock.law}》${clock.article || ""}`);
	const words = __("Statutory limit: {0} (by {1})", [limit_words(clock), place]);
	const unchecked =
		clock.verification === "Verified"
			? ""
			: ` <span class="case-clock-unchecked">${__("To be checked by the legal office")}</span>`;
	return [words + unchecked, version_words(clock)].filter(Boolean).join("，");
}

function limit_words(clock) {
	const length = whole_days(clock.unit, clock.length) || __("{0} {1}", [clock.length, __(clock.unit)]);
	if (!clock.counts_to) return length;
	const day = moment(clock.counts_to).format("YYYY-MM-DD");
	return clock.length ? __("{0} before {1}", [length, day]) : __("on the day {0}", [day]);
}

function version_words(clock) {
	if (clock.versions < 2) return "";
	return clock.valid_from
		? __("by version {0} of the rule, valid from {1}", [clock.version, clock.valid_from])
		: __("by version {0} of the rule", [clock.version]);
}

function change_words(change) {
	const reason = change.reason ? `：${frappe.utils.escape_html(__(change.reason))}` : "";
	if (change.change === "Extension")
		return __("Extended to {0}", [moment_words(change.new_due_on)]) + reason + approval_words(change);
	if (change.change === "Exclusion") return exclusion_words(change);
	const since = moment_words(change.changed_on);
	const words = change.until
		? __("Paused {0} to {1}", [since, moment_words(change.until)])
		: __("Paused since {0}", [since]);
	return words + reason;
}

function approval_words(change) {
	const said = [
		change.approved_by && __("approved by {0}", [frappe.utils.escape_html(change.approved_by)]),
		change.told_on && __("parties told in writing on {0}", [change.told_on]),
	].filter(Boolean);
	return said.length ? `（${said.join("，")}）` : "";
}

function exclusion_words(change) {
	const first = moment(change.changed_on).add(1, "second").format("YYYY-MM-DD");
	const words = __("{0}: {1} to {2} not counted", [
		frappe.utils.escape_html(change.reason),
		first,
		moment(change.until).format("YYYY-MM-DD"),
	]);
	return change.ground ? `${words}（${frappe.utils.escape_html(change.ground)}）` : words;
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
