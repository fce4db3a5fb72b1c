// What lists show of a record: its state, its status, whether it is in use, when it is due.

frappe.provide("governance");

// [label, colour, filter] of where a case stands in its workflow.
governance.state_indicator = function ({ workflow_state }) {
	if (!workflow_state) return;
	return [
		__(workflow_state),
		governance.state_colour(workflow_state),
		`workflow_state,=,${workflow_state}`,
	];
};

// get_indicator of a list by one Select field, with a colour for each of its values.
governance.status_indicator =
	(colours, fieldname = "status") =>
	(doc) => {
		const value = doc[fieldname];
		return value && [__(value), colours[value] || "gray", `${fieldname},=,${value}`];
	};

governance.use_indicator = ({ is_active }) =>
	is_active ? [__("In Use"), "green", "is_active,=,1"] : [__("Not in Use"), "gray", "is_active,=,0"];

// Settings of a list of what is in use or not.
governance.list_of_used = (more = {}) => ({
	...more,
	add_fields: ["is_active", ...(more.add_fields || [])],
	get_indicator: governance.use_indicator,
});

// Formatter of the moment by which a case must be settled: how long is left while its clock runs, else the day.
governance.due_on = function (value, _df, doc) {
	const left = governance.time_left(doc);
	if (left) return `<span class="indicator-pill ${left.colour}">${left.label}</span>`;
	return value ? frappe.datetime.str_to_user(value.slice(0, 10)) : "";
};

// The name of a record that has a title is only a number: nobody filters by it.
governance.hide_name_filter = (listview) => listview.page.fields_dict.name?.$wrapper.hide();
