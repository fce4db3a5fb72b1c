"""Several people at the same moment, each over a database connection of their own, as requests of a site come."""

from collections.abc import Callable
from threading import Barrier, Thread

import frappe


def at_once(works: dict[str, Callable] | list[tuple[str, Callable]]) -> list:
	"""Let each person do their work at the same moment, committed as a request is, and return what each got or was refused with.

	:param works: user and work
	"""
	rows = list(works.items()) if isinstance(works, dict) else list(works)
	found, barrier, site = [None] * len(rows), Barrier(len(rows)), frappe.local.site

	def run(place: int, user: str, work: Callable) -> None:
		frappe.init(site=site)
		frappe.connect()
		try:
			frappe.set_user(user)
			frappe.flags.in_test = True
			barrier.wait(30)
			found[place] = work()
			frappe.db.commit()
		except Exception as error:
			frappe.db.rollback()
			found[place] = error
		finally:
			frappe.destroy()

	threads = [Thread(target=run, args=(place, *row)) for place, row in enumerate(rows)]
	for thread in threads:
		thread.start()
	for thread in threads:
		thread.join()
	return found


def remove(doctype: str, **filters) -> None:
	"""Take out what a test committed, with its tables, past every rule."""
	for name in frappe.get_all(doctype, filters, pluck="name"):
		for field in frappe.get_meta(doctype).get_table_fields():
			frappe.db.delete(field.options, {"parent": name, "parenttype": doctype})
		frappe.db.delete(doctype, {"name": name})
