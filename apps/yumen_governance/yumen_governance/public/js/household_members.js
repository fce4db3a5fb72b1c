// The members of a household, as the reader may see them, in a field of type HTML.

frappe.provide("governance");

const COLUMNS = [
	["resident_name", "Full Name"],
	["relation", "Relation to Head"],
	["sex", "Sex"],
	["birth_date", "Birth Date"],
	["phone", "Phone"],
	["status", "Status"],
];

governance.show_household_members = async function (frm, household, field) {
	const $place = frm.get_field(field).$wrapper.empty();
	const members = household ? await members_of(household) : [];
	if (!members.length) {
		$place.html(`<p class="text-muted">${__("No members are registered yet.")}</p>`);
		return;
	}
	const titles = await titles_of(members);
	$place.html(table(members, titles));
};

function members_of(household) {
	return frappe.db.get_list("Resident", {
		filters: { household, status: ["!=", "Merged"] },
		fields: ["name", "resident_name", "relation_to_head", "sex", "birth_date", "phone", "status"],
		order_by: "relation_to_head",
		limit: 50,
	});
}

async function titles_of(members) {
	const codes = members.flatMap((row) => [row.sex, row.relation_to_head]).filter(Boolean);
	const rows = await frappe.db.get_list("Code Value", {
		filters: { name: ["in", [...new Set(codes), ""]] },
		fields: ["name", "label"],
		limit: 100,
	});
	return Object.fromEntries(rows.map((row) => [row.name, row.label]));
}

function table(members, titles) {
	const head = COLUMNS.map(([, label]) => `<th>${__(label)}</th>`).join("");
	return `<table class="table table-bordered household-members">
		<thead><tr>${head}</tr></thead>
		<tbody>${members.map((row) => line(row, titles)).join("")}</tbody>
	</table>`;
}

function line(row, titles) {
	const escape = frappe.utils.escape_html;
	const cells = {
		resident_name: frappe.utils.get_form_link("Resident", row.name, true, escape(row.resident_name)),
		relation: escape(titles[row.relation_to_head] || ""),
		sex: escape(titles[row.sex] || ""),
		birth_date: row.birth_date ? frappe.datetime.str_to_user(row.birth_date) : "",
		phone: escape(row.phone || ""),
		status: __(row.status),
	};
	return `<tr>${COLUMNS.map(([key]) => `<td>${cells[key]}</td>`).join("")}</tr>`;
}
