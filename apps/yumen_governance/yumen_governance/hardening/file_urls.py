"""Addresses of stored files, as people send them: who may put one into a record."""

import re

import frappe
from frappe import _

STORED = re.compile(r"/(?:private/)?files/[^/\\]+")
PRIVATE = "/private/files/"


def is_private(url) -> bool:
	"""Tell whether a value is the address of a private file of this site."""
	return isinstance(url, str) and PRIVATE in url


def is_stored(url: str) -> bool:
	"""Tell whether an address is that of one file right in the site's folders for files, and no way out of them."""
	return bool(STORED.fullmatch(url)) and not url.rsplit("/", 1)[1].startswith("..")


def may_use(url: str) -> bool:
	"""Tell whether the person of the session may read a private file that has this address."""
	names = frappe.get_all("File", {"file_url": url[url.index(PRIVATE) :]}, pluck="name")
	return any(frappe.has_permission("File", "read", name) for name in names)


def refuse_url(url: str) -> None:
	"""Refuse an address.

	:raises frappe.PermissionError: always; it doesn't say whether there is such a file
	"""
	frappe.throw(
		_("{0} is not a file that you may use here.").format(frappe.utils.escape_html(url)),
		frappe.PermissionError,
	)
