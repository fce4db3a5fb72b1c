// Words that stock shows as they are stored, said in the reader's language.

// Hover titles in lists: "Source: Hotline".
const StockListView = frappe.views.ListView;

if (StockListView) {
	frappe.views.ListView = class extends StockListView {
		render_list() {
			super.render_list();
			this.$result.find(".list-row-col [title*=': ']").each((_index, cell) => {
				const [label, ...value] = cell.title.split(": ");
				cell.title = `${label}: ${__(value.join(": "))}`;
			});
		}
	};
}

// A new record's tab and breadcrumb are named "new-governance-event-1".
$(document).on("form-refresh", (_event, frm) => {
	if (!frm.is_new()) return;
	setTimeout(() => {
		const title = __("New {0}", [__(frm.doctype)]);
		frappe.utils.set_title(title);
		$(`#navbar-breadcrumbs a[href$="/${frm.docname}"]`).text(title);
	});
});

// The choices of "is one of" in a filter.
const StockFilter = frappe.ui.Filter;

frappe.ui.Filter = class extends StockFilter {
	make_field(df, old_fieldtype) {
		if (df.fieldtype === "MultiSelect" && typeof df.options === "string") {
			const values = df.options.split("\n").filter(Boolean);
			df.options = governance.choices(values);
		}
		super.make_field(df, old_fieldtype);
	}
};

// Roles in tables, for those who may not open a role.
frappe.form.link_formatters["Role"] = (role) => __(role);

// The help on a workflow speaks of its states and roles in English; the history on the form says it better.
const StockStates = frappe.ui.form.States;

if (StockStates) {
	frappe.ui.form.States = class extends StockStates {
		setup_help() {}
	};
}
