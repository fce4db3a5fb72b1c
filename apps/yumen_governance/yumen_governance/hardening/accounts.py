"""Password links: the key is stored as a hash, and nobody learns from an answer which accounts there are."""

import hashlib

import frappe
from frappe.core.doctype.user import user as stock

HASH_LENGTH = 64


def hash_reset_key(doc, method: str | None = None) -> None:
	"""Store the hash of a fresh password key in place of the key; official v15 stores it so by itself."""
	key = doc.get("reset_password_key")
	if key and len(key) != HASH_LENGTH:
		doc.db_set("reset_password_key", hashed(key), update_modified=False)


def hash_stored_keys() -> None:
	"""Store the hashes of keys that are still stored as they are in their links (at install and migrate)."""
	for name, key in frappe.get_all(
		"User", {"reset_password_key": ["is", "set"]}, ["name", "reset_password_key"], as_list=True
	):
		if len(key) != HASH_LENGTH:
			frappe.db.set_value("User", name, "reset_password_key", hashed(key), update_modified=False)


def stored_form(key: str | None) -> str | None:
	"""Return a key from a link in the form in which the framework at hand looks for it."""
	return hashed(key) if key and not hasattr(stock, "sha256_hash") else key


def hashed(key: str) -> str:
	"""Return what is stored for a key."""
	return hashlib.sha256(key.encode()).hexdigest()


def sends_mail() -> bool:
	"""Tell whether this site has a way to send mail."""
	outgoing = {"enable_outgoing": 1, "default_outgoing": 1}
	return bool(frappe.conf.get("mail_server") or frappe.db.exists("Email Account", outgoing))


def send_reset_link(user: str) -> None:
	"""Mail a link for a new password, if there is such an account and it is in use (a job)."""
	if user == "Administrator" or not frappe.db.get_value("User", user, "enabled"):
		return
	doc = frappe.get_doc("User", user)
	doc.validate_reset_password()
	doc.reset_password(send_email=True)
