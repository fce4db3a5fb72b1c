// Taking a step with one event or with many: what it asks for, how far it is, what became of each.

import { API, EVENT, escape } from "./words";

const ALTERNATIVE = ["lead_grid", "lead_unit"];
const COPIED = ["fieldname", "label", "fieldtype", "options", "description", "length"];
const WORTH_A_BAR = 10;

export class Steps {
	// on_done is told what to do when the events have moved on.
	constructor($parent, on_done) {
		this.$report = $('<div class="board-report" role="status" aria-live="polite"></div>').appendTo(
			$parent,
		);
		this.on_done = on_done;
		frappe.realtime.on("governance_board_progress", ({ done, total }) => this.show_progress(done, total));
		this.$report.on("click", ".board-undo", () => this.undo());
		this.$report.on("click", ".board-why", () => this.show_refused());
		this.$report.on("click", ".close", () => this.$report.empty());
	}

	accept(events) {
		return this.take(events, { intent: "accept" }, __("Accept"));
	}

	sign(events) {
		return this.take(events, { intent: "sign" }, __("Sign"));
	}

	dispatch(events) {
		const proposed = events.filter((event) => ALTERNATIVE.some((name) => event[`proposed_${name}`]));
		const one = events.length === 1 ? events[0] : {};
		const fields = [...ALTERNATIVE, "dispatch_opinion"].map((name) => ({
			...field_of(name),
			default: one[`proposed_${name}`],
		}));
		fields[2].reqd = 1;
		if (events.length > 1 && proposed.length) {
			fields.unshift({
				fieldname: "as_proposed",
				fieldtype: "Check",
				default: 1,
				label: __("Each event to where the routing rules propose ({0} of {1} have a proposal)", [
					proposed.length,
					events.length,
				]),
			});
			fields.slice(1, 3).forEach((field) => (field.depends_on = "eval:!doc.as_proposed"));
		}
		this.ask(__("Dispatch"), events, fields, ({ as_proposed, ...answers }) => {
			if (!as_proposed && !ALTERNATIVE.some((name) => answers[name])) return this.want_one();
			return this.take(
				events,
				{ intent: "dispatch", as_proposed: as_proposed ? 1 : 0, answers },
				__("Dispatch"),
			);
		});
	}

	urge(events) {
		const words = { fieldname: "words", fieldtype: "Small Text", label: __("What is to be said") };
		this.ask(__("Urge"), events, [words], ({ words = "" }) => this.urge_all(events, words));
	}

	// Any other action of the Workflow, with the fields that it asks for
	act(event, { action, asks, intent }) {
		if (intent === "dispatch") return this.dispatch([event]);
		if (!asks.length) return this.take([event], { action }, __(action));
		this.ask(__(action), [event], asks.map(field_of), (answers) =>
			this.take([event], { action, answers }, __(action)),
		);
	}

	ask(title, events, fields, confirm) {
		const subject =
			events.length === 1 ? escape(events[0].title) : __("{0} events", [`<b>${events.length}</b>`]);
		const first = fields.find(({ reqd }) => reqd) || fields[0];
		const dialog = new frappe.ui.Dialog({
			title,
			no_focus: true,
			fields: [{ fieldtype: "HTML", options: `<p class="text-muted">${subject}</p>` }, ...fields],
			primary_action_label: `${title} (Ctrl+Enter)`,
			primary_action: (values) => {
				if (confirm(values) !== false) dialog.hide();
			},
		});
		dialog.$wrapper.on("keydown", (event) => {
			if (event.ctrlKey && event.key === "Enter") dialog.get_primary_btn().trigger("focus").click();
		});
		dialog.$wrapper.one("shown.bs.modal", () =>
			dialog.get_field(first.fieldname).$input.trigger("focus"),
		);
		dialog.show();
	}

	want_one() {
		frappe.show_alert({ message: __("Choose a grid or a unit."), indicator: "red" });
		return false;
	}

	take(events, call, label) {
		return this.run("take_step", { names: events.map(({ name }) => name), ...call }, label, events);
	}

	urge_all(events, words) {
		return this.run("urge", { names: events.map(({ name }) => name), words }, __("Urge"), events);
	}

	async run(method, args, label, events) {
		if (this.running || !events.length) return;
		this.running = true;
		this.label = label;
		if (events.length >= WORTH_A_BAR) this.show_progress(0, events.length);
		try {
			this.answer = await frappe.xcall(`${API}${method}`, args);
			this.titles = Object.fromEntries(events.map(({ name, title }) => [name, title]));
			this.show_answer();
		} catch {
			this.$report.empty();
		} finally {
			this.running = false;
			this.on_done();
		}
	}

	show_progress(done, total) {
		if (!this.running || total < WORTH_A_BAR) return;
		this.$report.html(`<span>${__("{0}: {1} of {2}", [this.label, done, total])}</span>
			<progress max="${total}" value="${done}"></progress>`);
	}

	show_answer() {
		const { done, refused, undo } = this.answer;
		const parts = [`<b>${__("{0}: {1} done", [this.label, done])}</b>`];
		if (refused) {
			parts.push(
				`<button type="button" class="btn btn-xs btn-danger board-why">${__("{0} refused: why?", [refused])}</button>`,
			);
		}
		if (done && undo) {
			parts.push(
				`<button type="button" class="btn btn-xs btn-default board-undo">${__("Undo: {0}", [__(undo)])}</button>`,
			);
		} else if (done && this.answer.rows.some(({ state }) => state)) {
			parts.push(`<span class="text-muted">${__("The workflow has no way back from here.")}</span>`);
		}
		parts.push(`<button type="button" class="close" aria-label="${__("Close")}">×</button>`);
		this.$report.html(parts.join(" "));
		if (refused && done + refused > 1) this.show_refused();
		else if (refused)
			frappe.show_alert({ message: escape(this.answer.rows[0].reason), indicator: "red" }, 8);
	}

	show_refused() {
		const rows = this.answer.rows
			.filter(({ done }) => !done)
			.map(
				({ name, reason }) =>
					`<tr><td>${escape(name)}</td><td>${escape(this.titles[name])}</td><td>${escape(reason)}</td></tr>`,
			);
		frappe.msgprint({
			title: __("{0}: {1} done, {2} refused", [this.label, this.answer.done, this.answer.refused]),
			indicator: "orange",
			wide: true,
			message: `<table class="table table-bordered board-refused"><thead><tr><th>${__("Number")}</th>
				<th>${__("Title")}</th><th>${__("Why")}</th></tr></thead><tbody>${rows.join("")}</tbody></table>`,
		});
	}

	undo() {
		const events = this.answer.rows
			.filter(({ done }) => done)
			.map(({ name }) => ({ name, title: this.titles[name] }));
		return this.take(events, { action: this.answer.undo }, __(this.answer.undo));
	}
}

function field_of(name) {
	const df = frappe.meta.get_docfield(EVENT, name);
	const field = Object.fromEntries(COPIED.map((key) => [key, df[key]]));
	const in_use = { filters: { is_active: 1 } };
	return ["Grid", "Functional Unit"].includes(df.options) ? { ...field, get_query: () => in_use } : field;
}
