"""How often notices are read: counted in Redis while people read, and written down every few minutes in one statement.

A visitor counts once an hour for each notice. Counts of the last minutes may be lost with Redis; a row isn't written, nor one
waited for, because somebody reads.
"""

import frappe
from frappe.query_builder import Case
from frappe.utils import cint

from yumen_governance.hardening.addresses import counted_as

NOTICE = "Public Notice"
READS, FOLDING = "portal:reads", "portal:reads_folding"
HOUR = 60 * 60


def count(name: str, address: str) -> None:
	"""Count that somebody read a notice."""
	cache, mark = frappe.cache, f"portal:read:{name}:{counted_as(address)}"
	if cache.set(cache.make_key(mark), 1, nx=True, ex=HOUR):
		cache.hincrby(cache.make_key(READS), name, 1)


def fold() -> int:
	"""Write down what was counted since the last time; return of how many notices.

	The caller commits, then calls `folded`; what was written by nobody is written the next time.
	"""
	# The framework's own commands expect names without the site, and what it pickled itself
	ask, counted, folding = frappe.cache.execute_command, *map(frappe.cache.make_key, (READS, FOLDING))
	if ask("EXISTS", counted) and not ask("EXISTS", folding):
		ask("RENAME", counted, folding)
	reads = {frappe.safe_decode(name): cint(number) for name, number in ask("HGETALL", folding).items()}
	if reads:
		_write(reads)
	return len(reads)


def folded() -> None:
	"""Forget what was written down."""
	frappe.cache.execute_command("DEL", frappe.cache.make_key(FOLDING))


def _write(reads: dict[str, int]) -> None:
	table, more = frappe.qb.DocType(NOTICE), Case()
	for name, number in reads.items():
		more = more.when(frappe.qb.DocType(NOTICE).name == name, number)
	frappe.qb.update(table).set(table.read_count, table.read_count + more.else_(0)).where(
		table.name.isin(list(reads))
	).run()
