"""Pull: what changed in a person's territory since their phone asked last."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import frappe
from frappe import _

from yumen_governance.field_work.sync import gone, reading
from yumen_governance.field_work.sync.marks import OVERLAP, Mark, read_mark
from yumen_governance.field_work.sync.settings import setting
from yumen_governance.field_work.sync.territory import Territory, territory_of

GONE = ":gone"


@dataclass(frozen=True)
class Marks:
	"""What a phone has: up to where each store, up to where what is gone, and under which shape."""

	stores: dict[str, Mark]
	gone: Mark | None
	shape: str


def read_marks(sent: object) -> Marks:
	"""Return the marks that a phone gave back.

	:raises frappe.ValidationError: they aren't as they were sent
	"""
	sent = sent or {}
	if not isinstance(sent, dict) or not isinstance(sent.get("stores") or {}, dict):
		frappe.throw(_("Marks are to be given back as they were sent."))
	read = {str(name): read_mark(mark) for name, mark in (sent.get("stores") or {}).items()}
	kept = {name: mark for name, mark in read.items() if mark}
	return Marks(kept, read_mark(sent.get("gone")), str(sent.get("shape") or ""))


def pull(marks: Marks, user: str, now: datetime) -> dict:
	"""Return the next page of what is new for a person's phone; see the contract in api/sync.py.

	A phone whose marks are of another territory, or too old for what is gone to be known still, begins anew.
	"""
	here = territory_of(user)
	anew = _is_anew(marks, here, now)
	if anew:
		marks = Marks({}, Mark(now - OVERLAP, ""), here.shape)
	news = _news(marks, here)
	pages = _pages(marks, here, news, now)
	left, gone_mark, gone_more = _left(marks, here, now) if GONE in news else ({}, marks.gone, False)
	for name, page in pages.items():
		left.setdefault(name, set()).update(page["gone"])
	return {
		"shape": here.shape,
		"anew": anew,
		"names": sorted(here.stores),
		"territories": here.grids,
		"stores": {name: _shown(page) for name, page in pages.items()},
		"gone": {name: sorted(names) for name, names in left.items() if names},
		"gone_mark": gone_mark.as_list(),
		"gone_more": gone_more,
	}


def _is_anew(marks: Marks, here: Territory, now: datetime) -> bool:
	oldest = now - timedelta(days=setting("departure_days"))
	return marks.shape != here.shape or not marks.gone or marks.gone.modified < oldest


def _news(marks: Marks, here: Territory) -> set[str]:
	"""Which stores to read: those that the phone hasn't begun, and those that have something newer."""
	asked = {name: (store, marks.stores[name]) for name, store in here.stores.items() if name in marks.stores}
	found = reading.with_news(asked, here.scope, {GONE: gone.newer(here.scope, marks.gone)})
	return found | (here.stores.keys() - asked.keys())


def _pages(marks: Marks, here: Territory, news: set[str], now: datetime) -> dict[str, dict]:
	"""Pages of the stores with news. Of stores that the phone reads for the first time, those are left for the next pull
	that come after a page's worth of rows; changes come at once, or what changes often would keep others waiting.
	"""
	pages, rows = {}, 0
	for name, store in here.stores.items():
		mark = marks.stores.get(name)
		if name not in news:
			continue
		is_first = mark is None or mark.began is not None
		if is_first and rows >= reading.PAGE:
			pages[name] = {"rows": [], "gone": [], "mark": mark, "more": True}
			continue
		page = reading.read_page(store, here.scope, mark, now)
		rows += len(page.rows) if is_first else 0
		pages[name] = vars(page)
	return pages


def _shown(page: dict) -> dict:
	mark = page["mark"]
	return {"rows": page["rows"], "mark": mark.as_list() if mark else None, "more": page["more"]}


def _left(marks: Marks, here: Territory, now: datetime) -> tuple[dict[str, set[str]], Mark, bool]:
	"""Names by store that left the person's territory; what came back, or is still seen another way, isn't among them."""
	names, mark, more = gone.read(here.scope, marks.gone, now)
	left = {}
	for store_name, store in here.stores.items():
		if found := names.get(store.doctype):
			left[store_name] = found - reading.still_kept(store, here.scope, found)
	return left, mark, more


def rows_by_store(user: str, wanted: dict[str, list[str]]) -> dict[str, list[dict]]:
	"""Return rows of stores by name, as a pull would send them to a person."""
	if not wanted:
		return {}
	here = territory_of(user)
	return {
		name: reading.rows_of(here.stores[name], here.scope, names)
		for name, names in wanted.items()
		if name in here.stores
	}
