// Registering a visitor at a window, by keyboard: what is asked depends on the item; the ID number finds the person and what
// they came for before.

frappe.provide("governance");

const API = "yumen_governance.api.service_requests";
const WAIT = 350;
const CHANNELS = ["Visit in Person", "By Phone", "By Letter", "By Network", "By Fax"];
const LOOKED_UP = ["id_number", "phone", "matter", "details"];
const SENT = [
	"service_window",
	"service_item",
	"matter",
	"details",
	"id_number",
	"no_id_reason",
	"visitor_name",
	"phone",
	"address",
	"grid",
	"channel",
	"is_group",
	"people_count",
	"mass_incident",
	"skip_level_petition",
	"involves_minor",
	"domestic_violence",
];

// Resolves with the number of the request, or nothing when the person thinks better of it.
governance.register_visitor = async function (given = {}) {
	const { windows } = await frappe.xcall(`${API}.opening`);
	return new Promise((resolve) => new Registration(windows, given, resolve).show());
};

class Registration {
	constructor(windows, given, resolve) {
		Object.assign(this, { windows, given, resolve });
		this.ask = frappe.utils.debounce(() => this.look_up(), WAIT);
	}

	show() {
		this.dialog = new frappe.ui.Dialog({
			title: __("Register a Visitor"),
			size: "extra-large",
			fields: this.fields(),
			primary_action_label: __("Register"),
			primary_action: () => this.register(),
			secondary_action_label: __("Register and Print Receipt"),
			secondary_action: () => this.register(true),
			on_page_show: () => this.start_typing(),
		});
		const { $wrapper } = this.dialog;
		$wrapper.addClass("service-registration");
		$wrapper.on("keydown", (event) => this.on_key(event));
		$wrapper.on("hidden.bs.modal", () => {
			$wrapper.remove();
			this.resolve(this.name);
		});
		$wrapper.on("input", "input, textarea", (event) => this.on_input(event));
		this.dialog.show();
		this.begin();
	}

	fields() {
		const risks = [
			["mass_incident", __("Risk of a Mass Incident")],
			["skip_level_petition", __("Risk of a Petition past the Levels")],
			["involves_minor", __("A Minor Is Involved")],
			["domestic_violence", __("Domestic Violence")],
		].map(([fieldname, label]) => ({ fieldname, label, fieldtype: "Check" }));
		return [
			{
				fieldname: "service_window",
				label: __("Service Window"),
				fieldtype: "Select",
				options: this.choices(),
				reqd: 1,
				onchange: () => this.show_items(),
			},
			{
				fieldname: "service_item",
				label: __("Service Item"),
				fieldtype: "Select",
				reqd: 1,
				onchange: () => this.show_item(),
			},
			{ fieldname: "about_item", fieldtype: "HTML" },
			{ fieldtype: "Column Break" },
			{ fieldname: "id_number", label: __("ID Number"), fieldtype: "Data" },
			{ fieldname: "about_id", fieldtype: "HTML" },
			{ fieldname: "visitor_name", label: __("Visitor Name"), fieldtype: "Data", reqd: 1 },
			{ fieldtype: "Column Break" },
			{ fieldname: "phone", label: __("Phone"), fieldtype: "Data" },
			{ fieldname: "address", label: __("Address"), fieldtype: "Data" },
			{ fieldname: "grid", label: __("Grid"), fieldtype: "Link", options: "Grid" },
			{ fieldtype: "Section Break" },
			{ fieldname: "known", fieldtype: "HTML" },
			{ fieldname: "matter", label: __("Matter"), fieldtype: "Data", reqd: 1 },
			{
				fieldname: "details",
				label: __("Facts, Request and Reasons"),
				fieldtype: "Small Text",
				max_height: "90px",
			},
			{
				fieldtype: "Section Break",
				label: __("Questions of This Item"),
				fieldname: "section_questions",
			},
			{ fieldname: "questions", fieldtype: "HTML" },
			{
				fieldtype: "Section Break",
				label: __("Group, Risks and Secrecy"),
				collapsible: 1,
				fieldname: "section_more",
			},
			{ fieldname: "is_group", label: __("Group Visit"), fieldtype: "Check" },
			{
				fieldname: "people_count",
				label: __("Number of People"),
				fieldtype: "Int",
				depends_on: "is_group",
			},
			{
				fieldname: "representatives",
				label: __("Representatives, at most five, one a line"),
				fieldtype: "Small Text",
				depends_on: "is_group",
				max_height: "110px",
			},
			{ fieldtype: "Column Break" },
			...risks,
			{ fieldtype: "Column Break" },
			{
				fieldname: "channel",
				label: __("How It Came"),
				fieldtype: "Select",
				options: CHANNELS.map((value) => ({ value, label: __(value) })),
				default: CHANNELS[0],
			},
			{
				fieldname: "no_id_reason",
				label: __("Why There Is No ID Number"),
				fieldtype: "Data",
				depends_on: "eval:!doc.id_number",
			},
		];
	}

	// One's own windows; whoever has none chooses among all.
	choices() {
		const mine = this.windows.filter((row) => row.mine || row.name === this.given.service_window);
		return (mine.length ? mine : this.windows).map((row) => ({ value: row.name, label: row.title }));
	}

	async begin() {
		const window = this.given.service_window || this.choices()[0]?.value;
		await this.dialog.set_value("service_window", window);
		if (this.given.id_number) await this.dialog.set_value("id_number", this.given.id_number);
		this.look_up();
		this.start_typing();
	}

	// Again when the dialog has slid in: the framework then goes to the first field.
	start_typing() {
		this.dialog.$wrapper.find("[data-fieldname=id_number] input").trigger("focus");
	}

	async show_items() {
		const window = this.windows.find((row) => row.name === this.dialog.get_value("service_window"));
		const items = window?.items || [];
		this.dialog.set_df_property("service_item", "options", items);
		await this.dialog.set_value(
			"service_item",
			items.includes(this.item?.name) ? this.item.name : items[0],
		);
	}

	async show_item() {
		const name = this.dialog.get_value("service_item");
		if (!name || this.item?.name === name) return;
		const item = await frappe.xcall(`${API}.item`, { name });
		if (this.dialog.get_value("service_item") !== name) return;
		this.item = item;
		this.dialog.fields_dict.about_item.$wrapper.html(governance.about_service_item(item));
		const place = this.dialog.fields_dict.questions.$wrapper;
		this.questions = new governance.ServiceQuestions(place, item.fields, []);
		place.closest(".form-section").toggle(item.fields.length > 0);
		this.dialog.set_df_property("id_number", "reqd", 0);
		this.ask();
	}

	on_input(event) {
		const fieldname = $(event.target).attr("data-fieldname");
		if (!$(event.target).closest("[data-fieldtype=Link]").length)
			this.hold(fieldname, event.target.value);
		if (fieldname === "id_number") this.show_number_problem(event.target.value);
		if (LOOKED_UP.includes(fieldname)) this.ask();
	}

	show_number_problem(text) {
		const long = text.replace(/\s/g, "").length;
		const read = text ? governance.read_citizen_id(text) : {};
		const unfinished = long < 18 && long !== 15;
		const place = this.dialog.fields_dict.about_id.$wrapper;
		if (!text || (unfinished && document.activeElement?.dataset.fieldname === "id_number")) {
			place.html(text ? `<p class="text-muted small">${__("{0} of 18 characters", [long])}</p>` : "");
		} else if (read.problem) {
			place.html(`<p class="service-problem small">${frappe.utils.escape_html(read.problem)}</p>`);
		}
	}

	async look_up() {
		const values = Object.fromEntries(
			[...LOOKED_UP, "service_item"].map((name) => [name, this.typed(name)]),
		);
		if (!values.id_number && !values.phone) {
			this.show_known({ problems: {}, earlier: [] });
			return;
		}
		if (values.id_number && ![15, 18].includes(values.id_number.replace(/\s/g, "").length)) return;
		const asked = JSON.stringify(values);
		this.asked = asked;
		const found = await frappe.xcall(`${API}.visitor`, { values });
		if (this.asked === asked) this.show_known(found);
	}

	typed(name) {
		const control = this.dialog.fields_dict[name];
		return (control.$input ? control.$input.val() : control.get_value()) || "";
	}

	show_known(found) {
		this.found = found;
		this.take_person(found.person || {});
		const problem = found.problems.id_number || found.problems.phone;
		const { person } = found;
		const words = problem
			? `<p class="service-problem small">${frappe.utils.escape_html(problem)}</p>`
			: person
				? `<p class="service-found small">${this.person_words(person)}</p>`
				: "";
		this.dialog.fields_dict.about_id.$wrapper.html(words);
		this.dialog.fields_dict.known.$wrapper.html(governance.earlier_requests(found.earlier));
	}

	person_words(person) {
		const told = [__(person.sex), person.born].filter(Boolean).join(" · ");
		const name = this.typed("visitor_name");
		if (person.resident && name && name !== person.visitor_name) {
			const other = frappe.utils.escape_html(person.visitor_name);
			return `<span class="service-problem">${__("The registry has another name for this number: {0}", [other])}</span>`;
		}
		const registered = person.resident
			? __("Found in the registry: {0}", [frappe.utils.escape_html(person.visitor_name)])
			: __("The number is right; the person isn't in the registry.");
		return `${registered} <span class="text-muted">${told}</span>`;
	}

	// A field that is set makes the others show what they hold: what is being typed is held with every key.
	hold(fieldname, value) {
		const control = this.dialog.fields_dict[fieldname];
		if (!control) return;
		control.value = value;
		control.last_value = value;
		if (control.doc) control.doc[fieldname] = value;
		if (control.layout?.doc) control.layout.doc[fieldname] = value;
	}

	// The registry never takes away what was typed.
	take_person(person) {
		if (person.visitor_name && !this.typed("visitor_name"))
			this.dialog.set_value("visitor_name", person.visitor_name);
		if (person.grid && !this.dialog.get_value("grid")) {
			frappe.utils.add_link_title("Grid", person.grid, person.grid_name);
			this.dialog.set_value("grid", person.grid);
		}
	}

	on_key(event) {
		if (event.key !== "Enter") return;
		if (event.ctrlKey) {
			event.preventDefault();
			this.register();
			return;
		}
		const field = $(event.target);
		const chooses = field.closest("[data-fieldtype=Link]").length;
		if (!field.is("input:not([type=checkbox]), select") || chooses) return;
		event.preventDefault();
		event.stopPropagation();
		const all = this.dialog.$wrapper
			.find(".modal-body")
			.find("input, select, textarea")
			.filter(":visible");
		all.eq(all.index(field) + 1).trigger("focus");
	}

	async register(with_receipt = false) {
		if (this.is_saving) return;
		document.activeElement?.blur();
		const values = this.dialog.get_values();
		if (!values || this.lacks_answers()) return;
		this.is_saving = true;
		this.dialog.disable_primary_action();
		try {
			const doc = await frappe.xcall("frappe.client.insert", { doc: this.request(values) });
			this.name = doc.name;
			this.dialog.hide();
			frappe.show_alert({ message: __("Registered as {0}", [doc.name]), indicator: "green" });
			if (with_receipt) governance.print_receipt(doc.name);
			if (!this.given.stay) frappe.set_route("Form", "Service Request", doc.name);
		} finally {
			this.is_saving = false;
			this.dialog.enable_primary_action();
		}
	}

	lacks_answers() {
		const labels = this.questions.missing().map((question) => question.label);
		if (!labels.length) return false;
		const words = frappe.utils.escape_html(labels.join(__(", ")));
		frappe.show_alert({ message: __("Please fill in: {0}.", [words]), indicator: "red" });
		return true;
	}

	request(values) {
		const names = (values.representatives || "").split("\n").map((name) => name.trim());
		return {
			doctype: "Service Request",
			...Object.fromEntries(SENT.map((name) => [name, values[name]])),
			ticket: this.given.ticket,
			answers: this.questions.rows(),
			representatives: names.filter(Boolean).map((representative_name) => ({ representative_name })),
		};
	}
}

// What the clerk asks and tells: documents, limit, fee, legal basis.
governance.about_service_item = function (item) {
	const escape = frappe.utils.escape_html;
	const documents = item.documents.map(([name, required]) =>
		required ? escape(name) : __("{0} (if there is one)", [escape(name)]),
	);
	const lines = [
		item.description && escape(item.description),
		documents.length && `<b>${__("Documents")}</b> ${documents.join("、")}`,
		item.limit && `<b>${__("Time Limit")}</b> ${item.limit[0]} ${__(item.limit[1])}`,
		`<b>${__("Fee")}</b> ${escape(item.fee_note || "") || (item.fee ? frappe.format(item.fee, { fieldtype: "Currency" }, { inline: 1 }) : __("Free of charge"))}`,
		item.legal_basis && `<b>${__("Legal Basis")}</b> ${escape(item.legal_basis)}`,
		item.is_sealed && `<span class="indicator-pill red">${__("Sealed")}</span>`,
	];
	const shown = lines.filter(Boolean).map((line) => `<div>${line}</div>`);
	return `<div class="service-item-face small">${shown.join("")}</div>`;
};

// The repeated matter first, before it is saved once more.
governance.earlier_requests = function (rows) {
	if (!rows.length) return "";
	const same = rows.filter((row) => row.same);
	const warning = same.length
		? `<p><span class="indicator-pill orange">${__("Repeated Matter")}</span>
			${__("This person came with this matter before. Look at what became of it first.")}</p>`
		: `<p>${__("This person came {0} times in the last two years.", [rows.length])}</p>`;
	const ordered = [...same, ...rows.filter((row) => !row.same)];
	return `<div class="service-earlier ${same.length ? "is-repeated" : ""}">${warning}
		<ul>${ordered.map(earlier_line).join("")}</ul></div>`;
};

function earlier_line(row) {
	const escape = frappe.utils.escape_html;
	const link = row.name
		? `<a href="/app/service-request/${encodeURIComponent(row.name)}" target="_blank">${escape(row.matter)}</a>`
		: `<span>${__("At another window")}</span>`;
	const colour = governance.state_colour(row.state);
	return `<li>${link} <span class="indicator-pill ${colour}">${__(row.state)}</span>
		${row.same ? `<span class="indicator-pill orange">${__("Same Matter")}</span>` : ""}
		<span class="text-muted">${escape(row.registered_on)} · ${escape(row.window || "")} ·
		${escape(row.service_item)}${row.result_type ? ` · ${escape(row.result_type)}` : ""}</span></li>`;
}

governance.print_receipt = function (name) {
	const format = encodeURIComponent("服务受理回执");
	const asked = `doctype=Service%20Request&name=${encodeURIComponent(name)}&format=${format}`;
	window.open(`/printview?${asked}&no_letterhead=1&trigger_print=1&_lang=zh`);
};

// Every way to a new request leads to the dialog.
frappe.ui.form.ServiceRequestQuickEntryForm = class {
	constructor(doctype, after_insert) {
		this.after_insert = after_insert;
	}

	async setup() {
		frappe.quick_entry = null;
		governance.register_visitor().then((name) => name && this.after_insert?.({ name }));
		return this;
	}
};

frappe.ui.keys.add_shortcut({
	shortcut: "shift+ctrl+l",
	description: __("Register a Visitor"),
	condition: () => frappe.model.can_create("Service Request"),
	action: () => governance.register_visitor(),
});
