frappe.ui.form.on("Time Limit Rule", {
	setup(frm) {
		// Whatever has stages can have clocks
		frm.set_query("applies_to", () => ({
			filters: [
				["DocType", "istable", "=", 0],
				["DocField", "fieldname", "=", "stage"],
			],
		}));
		frm.set_query("grid", () => ({ filters: { is_active: 1 } }));
	},

	refresh(frm) {
		governance.translate_changes(frm);
		offer_values(frm);
		frm.add_custom_button(__("Preview"), () => ask_for_preview(frm));
	},

	async applies_to(frm) {
		if (!frm.doc.applies_to) return;
		await frappe.model.with_doctype(frm.doc.applies_to);
		const { message } = await frm.call("categories_of_cases");
		frm.set_value({ category_doctype: message || "", category: "" });
		offer_values(frm);
	},

	async validate(frm) {
		if (frm.is_new()) return;
		const { message: asks } = await frm.call("asks_from_when");
		if (!asks) return;
		const valid_from = await ask_from_when();
		if (valid_from) frm.doc.valid_from = valid_from;
		else frappe.validated = false;
	},
});

// A rule by which clocks began gets another version; those clocks go on by the one they began with.
function ask_from_when() {
	return new Promise((resolve) => {
		const dialog = new frappe.ui.Dialog({
			title: __("From When Does the Change Count?"),
			fields: [
				{
					fieldname: "valid_from",
					fieldtype: "Date",
					label: __("Valid From"),
					default: frappe.datetime.get_today(),
					reqd: 1,
					description: __(
						"Time limits that begin on this day or later are counted by the new version. Those that run go on by the version with which they began.",
					),
				},
			],
			primary_action_label: __("Save"),
			primary_action({ valid_from }) {
				resolve(valid_from);
				dialog.hide();
			},
		});
		dialog.onhide = () => resolve(null);
		dialog.show();
	});
}

const FIELDS_OF_CASES = [
	"only_if_set",
	"unless_set",
	"stops_when_asked_for",
	"counts_from",
	"ends_when_set",
	"or_when_set",
];

// Urgencies and sources are offered as the case knows them, fields by their labels.
async function offer_values(frm) {
	const doctype = frm.doc.applies_to;
	if (!doctype) return;
	await frappe.model.with_doctype(doctype);
	for (const name of ["urgency", "source"])
		frm.set_df_property(name, "options", await values_of(doctype, name));
	const fields = frappe
		.get_meta(doctype)
		.fields.filter((df) => df.label && !frappe.model.no_value_type.includes(df.fieldtype));
	const choices = (rows) => rows.map((df) => ({ value: df.fieldname, label: __(df.label) }));
	const dates = fields.filter((df) => ["Date", "Datetime"].includes(df.fieldtype));
	for (const name of FIELDS_OF_CASES)
		offer_fields(frm, name, choices(name === "counts_from" ? dates : fields));
}

// A field that stands there already is shown by its label once the labels are known.
function offer_fields(frm, name, options) {
	frm.set_df_property(name, "options", options);
	const control = frm.get_field(name);
	control.set_data(options);
	control.set_formatted_input(frm.doc[name] || "");
}

async function values_of(doctype, name) {
	const df = frappe.meta.get_docfield(doctype, name);
	if (!df) return [];
	const values =
		df.fieldtype === "Link"
			? (await frappe.db.get_list(df.options, { limit: 100 })).map((row) => row.name)
			: (df.options || "").split("\n").filter(Boolean);
	return values.map((value) => ({ value, label: __(value) }));
}

function ask_for_preview(frm) {
	const said_elsewhere = frm.doc.length_from !== "This Rule";
	const units = frappe.meta.get_docfield("Time Limit Rule", "unit").options;
	const dialog = new frappe.ui.Dialog({
		title: __("Preview"),
		fields: [
			{
				fieldname: "start",
				fieldtype: "Datetime",
				label: __("Begins At"),
				description: __("Now, when left empty"),
			},
			...(said_elsewhere
				? [
						{ fieldname: "length", fieldtype: "Int", label: __("How Long"), default: 3, reqd: 1 },
						{
							fieldname: "unit",
							fieldtype: "Select",
							label: __("Unit"),
							options: units,
							default: "Calendar Days",
							reqd: 1,
						},
					]
				: []),
			{ fieldname: "answer", fieldtype: "HTML" },
		],
		primary_action_label: __("Count"),
		async primary_action(values) {
			const { message } = await frm.call("preview", values);
			dialog.get_field("answer").$wrapper.html(render(message));
		},
	});
	dialog.show();
}

function moment_of(step) {
	if (step.days_left) return __("{0} days left", [step.days_left]);
	return step.hours ? __("{0} hours overdue", [step.hours]) : `${step.percent}%`;
}

function render(preview) {
	const time = (text) => moment(text).format("YYYY-MM-DD HH:mm");
	const steps = preview.steps.map(
		(step) => `<tr><td>${time(step.on)}</td>
			<td>${moment_of(step)}</td>
			<td>${__(step.does)}</td><td>${step.tell.map((who) => __(who)).join("、")}</td></tr>`,
	);
	const warning = preview.warning ? `<p class="text-warning">${preview.warning}</p>` : "";
	return `<p>${__("Begins {0}", [time(preview.start)])}，<b>${__("Due {0}", [time(preview.due)])}</b></p>${warning}
		<table class="table table-bordered small"><tbody>${steps.join("")}</tbody></table>`;
}
