// The questions of its own that a Service Item asks, as fields in a dialog or on a form.

frappe.provide("governance");

const CONTROLS = {
	"Short Text": "Data",
	"Long Text": "Small Text",
	Choice: "Select",
	"Yes or No": "Check",
	Integer: "Int",
	"Decimal Number": "Float",
	"Amount of Money": "Currency",
	Date: "Date",
};
const NUMBERS = ["Int", "Float", "Currency"];

// Fields in two columns below `parent`; `answers` are rows of the request. `changed` is told of every change.
governance.ServiceQuestions = class {
	constructor(parent, questions, answers, changed) {
		this.questions = questions || [];
		$(parent).empty();
		if (!this.questions.length) return;
		this.group = new frappe.ui.FieldGroup({ fields: this.fields(changed), body: parent });
		this.group.make();
		this.group.set_values(this.given(answers || []));
	}

	fields(changed) {
		const half = Math.ceil(this.questions.length / 2);
		const fields = this.questions.map((question) => this.field(question, changed));
		return [...fields.slice(0, half), { fieldtype: "Column Break" }, ...fields.slice(half)];
	}

	field(question, changed) {
		const fieldtype = CONTROLS[question.fieldtype] || "Data";
		const choices = (question.options || "").split("\n").filter(Boolean);
		return {
			fieldname: question.fieldname,
			label: frappe.utils.escape_html(question.label),
			fieldtype,
			options: fieldtype === "Select" ? ["", ...choices] : undefined,
			reqd: question.required,
			max_height: fieldtype === "Small Text" ? "80px" : undefined,
			description: question.help && frappe.utils.escape_html(question.help),
			change: () => changed && changed(),
		};
	}

	given(answers) {
		const by_name = Object.fromEntries(answers.map((row) => [row.fieldname || row.label, row.value]));
		return Object.fromEntries(
			this.questions.map(({ fieldname, label }) => [fieldname, by_name[fieldname] ?? by_name[label]]),
		);
	}

	// Rows as the request keeps them: texts, empty for what wasn't answered.
	rows() {
		return this.questions.map(({ fieldname, label, fieldtype }) => ({
			fieldname,
			label,
			fieldtype,
			value: this.text(this.group.fields_dict[fieldname]),
		}));
	}

	text(control) {
		const value = control.get_value();
		const is_empty_number = NUMBERS.includes(control.df.fieldtype) && !value;
		return value === null || value === undefined || is_empty_number ? "" : String(value);
	}

	lock() {
		Object.values(this.group?.fields_dict || {}).forEach((control) => {
			control.df.read_only = 1;
			control.refresh();
		});
	}

	missing() {
		const open = this.rows().filter((row) => !row.value.trim() || row.value === "0");
		const names = open.map((row) => row.fieldname);
		return this.questions.filter((question) => question.required && names.includes(question.fieldname));
	}
};
