"""Steps on several grid members at once, from the desk's list."""

import frappe


@frappe.whitelist(methods=["POST"])
def grant_roles(names: list | str) -> dict[str, list[str]]:
	"""Give the accounts of several grid members the roles of their posts.

	:param names: Grid Members
	:return: {"given": names of members, "left": one sentence for each member left as they are}
	:raises frappe.PermissionError: only Governance Administrators give roles
	"""
	given, left = [], []
	for name in frappe.parse_json(names):
		member = frappe.get_doc("Grid Member", name)
		member.check_permission("write")
		try:
			member.grant_role()
			given.append(member.member_name)
		except frappe.ValidationError as refusal:
			if isinstance(refusal, frappe.PermissionError):
				raise
			frappe.clear_last_message()
			left.append(str(refusal))
	return {"given": given, "left": left}
