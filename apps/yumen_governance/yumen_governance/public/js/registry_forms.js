// What every form of the registry does: coded fields offer their own list, sealed fields are replaced as a whole.

frappe.provide("governance");

const { codes = {}, child_codes = {}, sealed = {} } = frappe.boot.registry || {};

// Offers in a link field what meets the filters, and says so in words instead of field names.
governance.offer = function (frm, field, filters, words) {
	frm.set_query(field, () => ({ filters: filters() }));
	frm.offers = { ...frm.offers, [field]: words };
};

governance.offer_in_rows = function (frm, table, field, filters, words) {
	frm.set_query(field, table, () => ({ filters: filters() }));
	frm.get_field(table)?.grid?.update_docfield_property(field, "filter_description", words);
};

// Records of the grid that was chosen, all without one.
governance.offer_of_grid = function (frm, field, status) {
	const filters = () => ({ grid: frm.doc.grid || undefined, status });
	governance.offer(frm, field, filters, __("Records of this grid are offered"));
};

governance.offer_units = function (frm, field) {
	governance.offer(frm, field, () => ({ is_active: 1 }), __("Units in use are offered"));
};

const in_use = (code_list) => () => ({ code_list, is_active: 1 });

function offer_codes(frm) {
	const words = __("Codes in use are offered");
	Object.entries(codes[frm.doctype]).forEach(([field, list]) =>
		governance.offer(frm, field, in_use(list), words),
	);
	Object.entries(child_codes[frm.doctype]).forEach(([table, fields]) => {
		const many = frappe.meta.get_docfield(frm.doctype, table)?.fieldtype === "Table MultiSelect";
		Object.entries(fields).forEach(([field, list]) => {
			if (many) governance.offer(frm, table, in_use(list), words);
			else governance.offer_in_rows(frm, table, field, in_use(list), words);
		});
	});
}

// Each document has its own copy of the fields' properties.
function describe_offers(frm) {
	Object.entries(frm.offers || {}).forEach(([field, words]) => {
		frappe.meta.get_docfield(frm.doctype, field, frm.docname).filter_description = words;
	});
}

// A mask can't be edited, only replaced: entering the field selects it.
function select_masks(frm) {
	sealed[frm.doctype].forEach((field) => {
		const input = frm.fields_dict[field]?.$input;
		if (input) input.off("focus.mask").on("focus.mask", () => setTimeout(() => input.select()));
	});
}

// The way to a record ends in its title; its name is only a number of the system's.
function show_title(frm) {
	const title = frm.get_title();
	if (!frm.is_new() && title) $("#navbar-breadcrumbs li.disabled a").text(title);
}

Object.keys(codes).forEach((doctype) => {
	frappe.ui.form.on(doctype, {
		setup(frm) {
			offer_codes(frm);
			if (frm.get_field("grid")) {
				governance.offer(frm, "grid", () => ({ is_active: 1 }), __("Grids in use are offered"));
			}
		},
		onload(frm) {
			Object.assign(frappe.boot.user_info, frm.doc.__onload?.people);
			frm.sidebar?.refresh();
		},
		refresh(frm) {
			show_title(frm);
			describe_offers(frm);
			select_masks(frm);
			governance.translate_changes(frm);
		},
	});
});

// Filters of a list offer the codes of their own list, those out of use included.
governance.offer_codes_in_list = function (listview) {
	Object.entries(codes[listview.doctype]).forEach(([field, code_list]) => {
		const filter = listview.page.fields_dict[field];
		if (filter) filter.get_query = () => ({ filters: { code_list } });
	});
};

// Settings of a registry list: a colour for each status, filters that offer the right codes.
governance.registry_list = function (colours, more = {}) {
	return {
		hide_name_column: true,
		...more,
		add_fields: ["status", ...(more.add_fields || [])],
		onload(listview) {
			governance.hide_name_filter(listview);
			governance.offer_codes_in_list(listview);
			if (more.onload) more.onload(listview);
		},
		get_indicator: governance.status_indicator(colours),
	};
};
