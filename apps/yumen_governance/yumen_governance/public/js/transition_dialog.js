// Asks for what a transition of the Workflow asks for (Workflow Transition, asks_for), before it is taken.
// Knows no DocType: one requirement per line, alternatives split by a bar, fields as the DocType has them; a line that
// ends with a question mark may stay empty.

frappe.provide("governance");

const ALTERNATIVES = /[|｜]/;
const COPIED = ["fieldname", "label", "fieldtype", "options", "description", "length"];

// Use as before_workflow_action: resolves when the case is ready, stays pending when the person thinks better of it.
governance.ask_for_transition = function (frm) {
	const asked = requirements_of(frm);
	if (!asked.length) return Promise.resolve();
	frappe.dom.unfreeze();
	return new Promise((resolve) => new TransitionDialog(frm, asked, resolve).show());
};

function requirements_of(frm) {
	const state = frappe.workflow.get_state(frm.doc);
	const taken = frappe.workflow
		.get_all_transitions(frm.doctype)
		.find(
			(row) =>
				row.state === state &&
				row.action === frm.selected_workflow_action &&
				frappe.user_roles.includes(row.allowed),
		);
	return ((taken && taken.asks_for) || "")
		.split("\n")
		.map((line) => line.trim())
		.filter(Boolean)
		.map((line) => {
			const names = line.replace(/\?$/, "").split(ALTERNATIVES);
			return Object.assign(names.map((name) => name.trim()).filter(Boolean), {
				optional: line.endsWith("?"),
			});
		});
}

class TransitionDialog {
	constructor(frm, asked, resolve) {
		this.frm = frm;
		this.asked = asked;
		this.resolve = resolve;
	}

	show() {
		this.dialog = new frappe.ui.Dialog({
			title: __(this.frm.selected_workflow_action),
			fields: this.asked.flatMap((names) => this.fields_for(names)),
			primary_action_label: __("OK"),
			primary_action: (values) => this.confirm(values),
			secondary_action_label: __("Cancel"),
			secondary_action: () => this.dialog.hide(),
		});
		this.dialog.$wrapper.on("keydown", (event) => {
			if (event.ctrlKey && event.key === "Enter") this.dialog.get_primary_btn().click();
		});
		this.dialog.show();
	}

	fields_for(names) {
		if (names.length === 1) return [this.field(names[0], names.optional ? 0 : 1)];
		const labels = names.map((name) => __(this.df(name).label)).join(__(" or "));
		const hint = {
			fieldtype: "HTML",
			options: `<p class="asked-one-of">${__("Fill in one: {0}", [labels])}</p>`,
		};
		return [hint, ...names.map((name) => this.alternative(name, names))];
	}

	df(name) {
		return frappe.meta.get_docfield(this.frm.doctype, name, this.frm.docname);
	}

	field(name, reqd) {
		const df = this.df(name);
		const control = this.frm.fields_dict[name];
		const field = { reqd, default: this.given(name) };
		COPIED.forEach((key) => (field[key] = df[key]));
		if (control && control.get_query) field.get_query = control.get_query;
		return field;
	}

	// What stands on the case, else what was proposed: by a field, or with the form where it is a table
	given(name) {
		const value = this.unsaid(this.frm.doc[name]);
		const { doc } = this.frm;
		return (Array.isArray(value) ? value.length && value : value) || this.proposed(name, doc);
	}

	proposed(name, doc) {
		return doc[`proposed_${name}`] || doc.__onload?.[`proposed_${name}`];
	}

	alternative(name, names) {
		const others = names.filter((other) => other !== name);
		const empty_others = () => {
			if (!this.dialog.get_value(name)) return;
			others
				.filter((other) => this.dialog.get_value(other))
				.forEach((other) => this.dialog.set_value(other, ""));
		};
		return { ...this.field(name, 0), change: empty_others };
	}

	// What was said at an earlier step isn't said again by leaving it in place.
	unsaid(value) {
		const said = (entry) => value && `\n${entry.opinion || ""}\n`.includes(`\n${value}\n`);
		return (this.frm.case_history || []).some(said) ? "" : value;
	}

	async confirm(values) {
		if (!this.alternatives_filled()) return;
		this.asked.flat().forEach((name) => (values[name] = values[name] || this.empty(name)));
		const action = this.frm.selected_workflow_action;
		await this.store(values);
		this.dialog.hide();
		this.frm.selected_workflow_action = action;
		frappe.dom.freeze();
		this.resolve();
	}

	empty(name) {
		return frappe.model.table_fields.includes(this.df(name).fieldtype) ? [] : "";
	}

	// Straight to the server: a reload of the form under way would take the answers away before they are saved. As
	// during any save, the form doesn't reload for the news of its own change.
	async store(values) {
		const { doctype, docname } = this.frm;
		frappe.ui.form.is_saving = true;
		try {
			const call = { doctype, name: docname, fieldname: values };
			frappe.model.sync(await frappe.xcall("frappe.client.set_value", call));
		} finally {
			frappe.ui.form.is_saving = false;
		}
	}

	alternatives_filled() {
		const missing = this.asked.find(
			(names) => !names.optional && !names.some((name) => this.dialog.get_value(name)),
		);
		if (!missing) return true;
		const labels = missing.map((name) => __(this.df(name).label)).join(__(" or "));
		frappe.show_alert({ message: __("Fill in one: {0}", [labels]), indicator: "red" });
		return false;
	}
}
