// Asking for an export from the list of a registry DocType: which columns, for what, for whom.

frappe.provide("governance");

const METHODS = "yumen_governance.api.export_requests";

// Kinds of records by the name that people know.
frappe.form.link_formatters["DocType"] = (doctype) => __(doctype);

const PlainListView = frappe.views.ListView;

if (PlainListView) {
	frappe.views.ListView = class extends PlainListView {
		get_menu_items() {
			const items = super.get_menu_items();
			if (frappe.boot.privacy?.exports?.includes(this.doctype)) {
				items.push({ label: __("Ask for an Export"), action: () => ask(this), standard: true });
			}
			return items;
		}
	};
}

async function ask(list) {
	const choices = await frappe.xcall(`${METHODS}.choices`, { doctype: list.doctype });
	const dialog = new frappe.ui.Dialog({
		title: __("Ask for an Export of {0}", [__(list.doctype)]),
		size: "large",
		fields: fields_of(list, choices),
		primary_action_label: __("Ask"),
		primary_action: (values) => submit(list, dialog, values),
	});
	dialog.$wrapper.on("hidden.bs.modal", () => dialog.$wrapper.remove());
	dialog.show();
}

function fields_of(list, { columns, purposes }) {
	const plain = columns.filter((column) => column.may_be_plain);
	const shown = new Set(list.columns.map((column) => column.df?.fieldname));
	const asked = (column) => shown.has(column.fieldname) || column.is_usual;
	const options = purposes.map((name) => ({ value: name, label: __(name) }));
	return [
		{
			fieldtype: "HTML",
			options: `<p class="text-muted">${__("A Privacy Officer decides. The file carries your name, holds only what you may see, and is written into the access log.")}</p>`,
		},
		{
			fieldname: "purpose",
			fieldtype: "Select",
			label: __("Purpose"),
			options,
			default: purposes[0],
			reqd: 1,
		},
		{ fieldname: "recipient", fieldtype: "Data", label: __("Receiving Unit and Person"), reqd: 1 },
		{ fieldtype: "Column Break" },
		{
			fieldname: "legal_basis",
			fieldtype: "Small Text",
			label: __("Legal Basis"),
			reqd: 1,
			max_height: "60px",
		},
		{
			fieldname: "file_format",
			fieldtype: "Select",
			label: __("File Format"),
			options: "Excel\nCSV",
			default: "Excel",
			reqd: 1,
		},
		{ fieldtype: "Section Break", label: __("Columns") },
		{
			fieldname: "columns",
			fieldtype: "MultiCheck",
			columns: 3,
			select_all: true,
			options: columns.map((column) => option(column, asked(column))),
		},
		{
			fieldtype: "Section Break",
			label: __("Plain Values"),
			description: __("Only where masks don't serve the purpose: two people must agree."),
			hidden: plain.length ? 0 : 1,
		},
		{
			fieldname: "plain",
			fieldtype: "MultiCheck",
			columns: 3,
			options: plain.map((column) => option(column, false)),
		},
		{ fieldtype: "Section Break" },
		{ fieldname: "note", fieldtype: "Small Text", label: __("Explanation"), max_height: "80px" },
	];
}

function option({ label, fieldname }, checked) {
	return { label, value: fieldname, checked };
}

async function submit(list, dialog, values) {
	const plain = values.plain || [];
	const columns = [...new Set([...(values.columns || []), ...plain])];
	const name = await frappe.xcall(`${METHODS}.ask`, {
		...values,
		doctype: list.doctype,
		filters: list.get_filters_for_args(),
		columns,
		plain,
	});
	dialog.hide();
	frappe.show_alert({
		message: __("Request {0} is with the Privacy Officer.", [name]),
		indicator: "green",
	});
	frappe.set_route("Form", "Export Request", name);
}
