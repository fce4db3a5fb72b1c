"""The windows of the hall: who sits where, whose they are, and what they offer."""

import frappe
from frappe.utils import cint
from frappe.utils.caching import request_cache

WINDOW, ITEM, REQUEST = "Service Window", "Service Item", "Service Request"


@request_cache
def windows_of(user: str) -> tuple[str, ...]:
	"""Return the windows in use at which a person sits."""
	staff, window = frappe.qb.DocType("Service Window Staff"), frappe.qb.DocType(WINDOW)
	return tuple(
		frappe.qb.from_(staff)
		.inner_join(window)
		.on(window.name == staff.parent)
		.select(window.name)
		.distinct()
		.where((staff.user == user) & (staff.parenttype == WINDOW) & (window.is_active == 1))
		.orderby(window.name)
		.run(pluck=True)
	)


@request_cache
def general_windows() -> tuple[str, ...]:
	"""Return the windows of general intake, in use or not."""
	window, kind = frappe.qb.DocType(WINDOW), frappe.qb.DocType("Service Window Type")
	return tuple(
		frappe.qb.from_(window)
		.inner_join(kind)
		.on(kind.name == window.window_type)
		.select(window.name)
		.where(kind.is_general_intake == 1)
		.orderby(window.name)
		.run(pluck=True)
	)


def staff_of(window: str) -> list[str]:
	"""Return who sits at a window."""
	return frappe.get_all(
		"Service Window Staff", {"parent": window, "parenttype": WINDOW}, pluck="user", order_by="idx"
	)


def staff_of_type(window_type: str) -> list[str]:
	"""Return who sits at the windows in use of a type."""
	staff, window = frappe.qb.DocType("Service Window Staff"), frappe.qb.DocType(WINDOW)
	return (
		frappe.qb.from_(staff)
		.inner_join(window)
		.on((window.name == staff.parent) & (staff.parenttype == WINDOW))
		.select(staff.user)
		.distinct()
		.where((window.window_type == window_type) & (window.is_active == 1))
		.orderby(staff.user)
		.run(pluck=True)
	)


def units_of_type(window_type: str) -> list[str]:
	"""Return whose the windows in use of a type are."""
	filters = {"window_type": window_type, "is_active": 1, "unit": ["is", "set"]}
	return frappe.get_all(WINDOW, filters, pluck="unit", distinct=True, order_by="unit")


def offers(window, item) -> bool:
	"""Tell whether a window offers an item: one that it lists, else any of its type.

	:param window: a Service Window document
	:param item: name and window_type of a Service Item
	"""
	listed = {row.service_item for row in window.service_items}
	return item.name in listed if listed else item.window_type == window.window_type


def items_of(window: str) -> list[str]:
	"""Return the items in use that a window offers, in their order."""
	doc = frappe.get_cached_doc(WINDOW, window)
	rows = frappe.get_all(
		ITEM, {"is_active": 1}, ["name", "window_type"], order_by="window_type, sort_order, name", limit=0
	)
	return [row.name for row in rows if offers(doc, row)]


def window_for(item: str) -> str | None:
	"""Return the window in use that offers an item: the one with the fewest open requests."""
	row = frappe.db.get_value(ITEM, item, ["name", "window_type"], as_dict=True)
	found = frappe.get_all(WINDOW, {"is_active": 1}, pluck="name", order_by="window_number")
	offering = [name for name in found if row and offers(frappe.get_cached_doc(WINDOW, name), row)]
	if len(offering) < 2:
		return offering[0] if offering else None
	load = _open_requests(offering)
	return min(offering, key=lambda name: (load.get(name, 0), offering.index(name)))


def _open_requests(names: list[str]) -> dict[str, int]:
	rows = frappe.get_all(
		REQUEST,
		{"service_window": ["in", names], "stage": ["not in", ["Closed", "Void"]]},
		["service_window", "count(name) as number"],
		group_by="service_window",
	)
	return {row.service_window: cint(row.number) for row in rows}


def follow_unit(window: str, unit: str | None) -> None:
	"""Let the requests at a window be its new unit's, in one statement."""
	table = frappe.qb.DocType(REQUEST)
	frappe.qb.update(table).set(table.lead_unit, unit).where(table.service_window == window).run()


def forget() -> None:
	"""Drop what this request remembers of windows, after a change."""
	if hasattr(frappe.local, "request_cache"):
		frappe.local.request_cache.clear()
