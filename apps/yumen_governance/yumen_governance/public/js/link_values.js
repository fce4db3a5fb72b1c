// A link shows its title once the server has told it; until then early v15 has no value for it, and a list opened with
// such a filter shows everything.
frappe.ui.form.ControlLink = class ControlLink extends frappe.ui.form.ControlLink {
	async set_link_title(value) {
		this.untitled = value;
		await super.set_link_title(value);
		if (this.untitled === value) this.untitled = null;
	}

	get_input_value() {
		return this.untitled || super.get_input_value();
	}
};
