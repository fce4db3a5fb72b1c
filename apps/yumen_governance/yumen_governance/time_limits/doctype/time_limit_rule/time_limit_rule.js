frappe.ui.form.on("Time Limit Rule", {
	setup(frm) {
		frm.set_query("applies_to", () => ({ filters: { module: "Events", istable: 0 } }));
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
		const field = frappe.meta.get_docfield(frm.doc.applies_to, "category");
		frm.set_value({ category_doctype: (field && field.options) || "", category: "" });
		offer_values(frm);
	},
});

// Urgencies and sources are offered as the case knows them, fields by their labels.
async function offer_values(frm) {
	const doctype = frm.doc.applies_to;
	if (!doctype) return;
	await frappe.model.with_doctype(doctype);
	for (const name of ["urgency", "source"])
		frm.set_df_property(name, "options", await values_of(doctype, name));
	const fields = frappe
		.get_meta(doctype)
		.fields.filter((df) => df.label && !frappe.model.no_value_type.includes(df.fieldtype))
		.map((df) => ({ value: df.fieldname, label: __(df.label) }));
	for (const name of ["only_if_set", "stops_when_asked_for"]) frm.set_df_property(name, "options", fields);
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

function render(preview) {
	const time = (text) => moment(text).format("YYYY-MM-DD HH:mm");
	const steps = preview.steps.map(
		(step) => `<tr><td>${time(step.on)}</td>
			<td>${step.hours ? __("{0} hours overdue", [step.hours]) : `${step.percent}%`}</td>
			<td>${__(step.does)}</td><td>${step.tell.map((who) => __(who)).join("、")}</td></tr>`,
	);
	const warning = preview.warning ? `<p class="text-warning">${preview.warning}</p>` : "";
	return `<p>${__("Begins {0}", [time(preview.start)])}，<b>${__("Due {0}", [time(preview.due)])}</b></p>${warning}
		<table class="table table-bordered small"><tbody>${steps.join("")}</tbody></table>`;
}
