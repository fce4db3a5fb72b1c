"""Passwords over HTTP, in place of stock endpoints that tell which accounts there are."""

import frappe
from frappe import _
from frappe.core.doctype.user.user import get_password_reset_limit
from frappe.core.doctype.user.user import update_password as stock_update_password
from frappe.rate_limiter import rate_limit

from yumen_governance.hardening.accounts import sends_mail, stored_form

DAY, HOUR = 24 * 60 * 60, 60 * 60
# New passwords from one address an hour: a whole office behind one address sets theirs on the first morning
NEW_PASSWORDS = 300


@frappe.whitelist(allow_guest=True, methods=["POST"])
@rate_limit(limit=get_password_reset_limit, seconds=DAY, methods=["POST"])
def reset_password(user: str) -> None:
	"""Send a link for a new password; the answer is the same whether or not there is such an account.

	:raises frappe.ValidationError: the site can't send mail, or doesn't know its own address, which the link needs
	"""
	if not frappe.conf.host_name or not sends_mail():
		frappe.throw(_("Passwords can't be reset by e-mail here. Please ask the technicians."))
	frappe.enqueue("yumen_governance.hardening.accounts.send_reset_link", user=user, queue="short")
	frappe.msgprint(
		_("If this account is in use, instructions have been sent to its e-mail address."),
		_("Password Reset"),
	)


@frappe.whitelist(allow_guest=True, methods=["POST"])
@rate_limit(limit=NEW_PASSWORDS, seconds=HOUR, methods=["POST"])
def update_password(
	new_password: str,
	logout_all_sessions: int = 0,
	key: str | None = None,
	old_password: str | None = None,
) -> str:
	"""Set a new password with the key of a link or the old password, as the stock endpoint does.

	:return: where to go next
	"""
	return stock_update_password(
		new_password=new_password,
		logout_all_sessions=logout_all_sessions,
		key=stored_form(key),
		old_password=old_password,
	)
