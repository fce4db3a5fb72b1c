"""Wrong tracking codes of an internet address: counted in the database, so that no restart and no lost cache lets somebody go on.

A row says how many wrong codes came since the first of them, under a digest of the address. Whoever counts one answers the
request and doesn't raise: what is raised is rolled back, and the row with it (api/portal.py).
"""

import hmac
from datetime import datetime, timedelta

import frappe
from frappe import _
from frappe.utils.password import get_encryption_key

from yumen_governance.hardening.addresses import counted_as
from yumen_governance.public_portal.doctype.public_portal_settings.public_portal_settings import settings
from yumen_governance.public_portal.limits import TooManyError

TABLE = "portal_wrong_code"


def create_table() -> None:
	"""Make the table if the site lacks it."""
	frappe.db.sql_ddl(
		f"""create table if not exists `{TABLE}` (
			address char(64) not null primary key,
			guesses int unsigned not null,
			first_on datetime(6) not null,
			key first_on (first_on)
		) engine=InnoDB default character set ascii collate ascii_bin"""
	)


def check(address: str, now: datetime) -> None:
	"""Refuse an address that gave too many wrong codes.

	:raises TooManyError: for as long as the settings say since the first of them
	"""
	found = frappe.db.sql(
		f"select guesses from `{TABLE}` where address = %s and first_on > %s",
		(_index(address), now - timedelta(minutes=_minutes())),
	)
	if found and found[0][0] >= (settings().wrong_codes or 10):
		words = _("Too many wrong tracking codes. Please try again in {0} minutes, or call the centre.")
		frappe.throw(words.format(_minutes()), TooManyError)


def note(address: str, now: datetime) -> None:
	"""Count a wrong code; the count begins anew when the lock is over."""
	over = now - timedelta(minutes=_minutes())
	frappe.db.sql(
		f"""insert into `{TABLE}` (address, guesses, first_on) values (%(address)s, 1, %(now)s)
		on duplicate key update
			guesses = if(first_on <= %(over)s, 1, guesses + 1),
			first_on = if(first_on <= %(over)s, %(now)s, first_on)""",
		{"address": _index(address), "now": now, "over": over},
	)


def forget(before: datetime) -> int:
	"""Remove the counts that began before a moment; return how many."""
	frappe.db.sql(f"delete from `{TABLE}` where first_on < %s", before)
	return frappe.db._cursor.rowcount


def _minutes() -> int:
	return settings().lock_minutes or 60


def _index(address: str) -> str:
	text = f"address\0{counted_as(address)}"
	return hmac.digest(get_encryption_key().encode(), text.encode(), "sha256").hex()
