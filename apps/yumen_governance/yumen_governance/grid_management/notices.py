"""Desk notifications of the grid network, each in the language of the person who is told."""

from collections.abc import Callable, Iterable

import frappe


def tell(
	users: Iterable[str], subject: Callable[[str], str], doctype: str, name: str | None = None
) -> list[str]:
	"""Write a Notification Log for each user, in the transaction of what they are told of.

	:param subject: makes the sentence in a given language; values in it must be escaped already
	:param name: the record that it is about, None for the DocType's list
	:return: the users told
	"""
	told = sorted(set(users) - {frappe.session.user})
	for user in told:
		language = frappe.get_cached_value("User", user, "language") or frappe.local.lang
		log = frappe.new_doc("Notification Log")
		log.update({"type": "Alert", "for_user": user, "from_user": frappe.session.user})
		log.update({"subject": subject(language), "document_type": doctype, "document_name": name})
		log.insert(ignore_permissions=True)  # a notification is the system's to write
	return told
