// The first breadcrumb leads to a workspace of the person's own, not to one that another role sees.

const own = (frappe.boot?.allowed_workspaces || []).map((page) => page.name);

Object.entries(frappe.boot?.module_wise_workspaces || {}).forEach(([module, workspaces]) => {
	frappe.boot.module_wise_workspaces[module] = own.filter((name) => workspaces.includes(name));
});
