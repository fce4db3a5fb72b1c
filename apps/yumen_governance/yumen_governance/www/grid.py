"""The door of grid members and leaders."""

import frappe
from frappe import _

from yumen_governance import frontend

no_cache = 1


def get_context(context) -> None:
	"""Fill the shell for who is logged in; lead others to the log-in.

	:raises frappe.Redirect: nobody is logged in
	"""
	if frappe.session.user == "Guest":
		frappe.local.flags.redirect_location = "/login?redirect-to=/grid"
		raise frappe.Redirect
	frontend.fill(context, "grid")
	context.title = _("Grid App")
