// The marked event beside the list: enough to decide on it without opening it.

import { marks_of, source_of, urgency_of } from "./list";
import { API, escape, pill, time_of, title_of } from "./words";

const PAUSE = 120; // milliseconds that a mark must rest before its event is asked for

export class Preview {
	constructor($parent, on_action, on_open) {
		this.$panel = $('<aside class="board-preview" aria-live="off"></aside>')
			.attr("aria-label", __("Preview"))
			.appendTo($parent);
		this.$panel.on("click", "[data-action]", (event) => {
			if (this.shown?.event.name !== this.name) return;
			const wanted = this.shown.actions.find(
				({ action }) => action === event.currentTarget.dataset.action,
			);
			on_action(this.name, wanted);
		});
		this.$panel.on("click", ".board-open", () => on_open(this.name));
		this.ask_soon = frappe.utils.debounce(() => this.ask(), PAUSE);
	}

	show(name) {
		if (!name) {
			this.name = this.shown = null;
			this.$panel.html(`<p class="text-muted">${__("Mark an event to see it here.")}</p>`);
			return;
		}
		this.name = name;
		this.$panel.toggleClass("stale", this.shown?.event.name !== name);
		this.ask_soon();
	}

	async ask() {
		const name = this.name;
		if (!name) return;
		const shown = await frappe.xcall(`${API}preview`, { name });
		if (this.name !== name) return;
		this.shown = shown;
		this.$panel.html(html_of(shown)).scrollTop(0).removeClass("stale");
	}
}

function html_of({ event, titles, history, actions }) {
	return `<div class="board-preview-head">
			<div class="board-row-title">${urgency_of(event)}${marks_of(event)}
				${pill(__(event.workflow_state), governance.state_colour(event.workflow_state))}</div>
			<h4>${escape(event.title)}</h4>
		</div>
		<div class="board-preview-actions">${actions_html(actions)}
			<button type="button" class="btn btn-default btn-xs board-open">${__("Open the event")}<kbd>Enter</kbd></button>
		</div>
		${proposal_html(event, titles)}
		${text_html(__("Request"), [__(event.open_request), event.request_reason].filter(Boolean).join("："))}
		<dl>${facts_of(event, titles).map(fact_html).join("")}</dl>
		${text_html(__("Description"), event.description)}
		${text_html(__("Dispatch Opinion"), event.dispatch_opinion)}
		${text_html(__("Result"), event.result)}
		${history_html(history)}`;
}

const KEYS = { accept: "a", dispatch: "d", sign: "s" };

function actions_html(actions) {
	return actions
		.map(({ action, intent }) => {
			const key = KEYS[intent] ? `<kbd>${KEYS[intent]}</kbd>` : "";
			const kind = intent ? "btn-primary" : "btn-default";
			return `<button type="button" class="btn ${kind} btn-xs" data-action="${escape(action)}">${__(action)}${key}</button>`;
		})
		.join("");
}

function proposal_html(event, titles) {
	if (event.stage !== "Triage") return "";
	const target =
		title_of(titles, "Grid", event.proposed_lead_grid) ||
		title_of(titles, "Functional Unit", event.proposed_lead_unit);
	if (!target) return "";
	return `<div class="board-proposal">${__("Proposed by the routing rules: {0}", [`<b>${escape(target)}</b>`])}</div>`;
}

function facts_of(event, titles) {
	const lead =
		title_of(titles, "Grid", event.lead_grid) || title_of(titles, "Functional Unit", event.lead_unit);
	return [
		[__("Number"), event.name],
		[__("Category"), title_of(titles, "Event Category", event.category)],
		[__("Place"), [title_of(titles, "Grid", event.grid), event.address].filter(Boolean).join(" ")],
		[__("Source"), source_of(event, titles)],
		[__("Reporter"), [event.reporter_name, event.reporter_phone].filter(Boolean).join(" ")],
		[__("Handled by"), lead],
		[__("Reported On"), time_of(event.reported_on)],
		[__("Due On"), time_of(event.due_on)],
		[__("Satisfaction"), event.satisfaction && __(event.satisfaction)],
	].filter(([, value]) => value);
}

function fact_html([label, value]) {
	return `<dt>${label}</dt><dd>${escape(value)}</dd>`;
}

function text_html(label, text) {
	return text ? `<h5>${label}</h5><p class="board-preview-text">${escape(text)}</p>` : "";
}

function history_html(history) {
	if (!history.length) return "";
	const items = history.map((entry) => {
		const opinion = entry.opinion ? `<div class="board-preview-text">${escape(entry.opinion)}</div>` : "";
		return `<li><span class="text-muted">${time_of(entry.acted_on)}</span>
			<b>${__(entry.action)}</b> ${escape(entry.actor_name || __("System"))}${opinion}</li>`;
	});
	return `<h5>${__("Handling Process")}</h5><ol class="board-history">${items.join("")}</ol>`;
}
