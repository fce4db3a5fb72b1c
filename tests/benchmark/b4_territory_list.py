"""B4: twenty open events of one's territory by due time, out of up to a million."""

from collections.abc import Callable
from dataclasses import dataclass

import frappe

from yumen_governance.api.events import list_events
from yumen_governance.events.board.pages import EVENT, FIELDS

from .arms import Comparison
from .city import community, ensure_city, ensure_person, ensure_stock_person, township
from .events import events_table
from .outcome import Outcome, Scale
from .ratios import at_least, at_most, growth
from .statements import reads_of, replay, rows_of, statements_of
from .stock import stock_frappe
from .tasks import TABLE as TASK_TABLE
from .tasks import assisting
from .visitor import Visitor

NAME = "B4"
TITLE = "Territory list: 20 open events by due time"
DESK_LIST = "frappe.desk.reportview.get"
PAGE = 20
DEEP_PAGE = 1000
ENDED = ("Closed", "Void")

TARGETS = {
	"vs_stock": at_least(20),
	"vs_stock_community": at_least(20),
	"vs_stock_township": at_least(20),
	"request_vs_stock": at_least(4),
	"request_vs_stock_community": at_least(4),
	"request_vs_stock_township": at_least(4),
	"desk_vs_stock": at_least(20),
	"desk_vs_stock_community": at_least(20),
	"desk_vs_stock_township": at_least(20),
	"vs_raw": at_most(2.0),
	"vs_raw_community": at_most(2.0),
	"vs_raw_township": at_most(2.0),
	"deep_page": at_most(1.2),
	"growth": at_most(0.15),
}


@dataclass(frozen=True)
class Viewer:
	"""Somebody with one territory: as a user of the product, and as one of stock Frappe."""

	key: str
	grid: str
	user: str
	stock_user: str

	@property
	def suffix(self) -> str:
		return "" if self.key == "member" else f"_{self.key}"


def run(scale: Scale) -> Outcome:
	"""Fill, time and check at each size; ratios count at the largest, growth over all."""
	sizes = scale.pick(full=(10_000, 100_000, 1_000_000), small=(500, 2_000, 8_000))
	outcome, viewers, events = Outcome(scale.rounds), _people(), events_table()
	seconds_by_size: dict[int, list[float]] = {}
	for size in sizes:
		with events.at(size) as fill_seconds, assisting(viewer.grid for viewer in viewers):
			outcome.facts[f"fill_seconds_{size}"] = fill_seconds
			outcome.check(f"{size} events are there", frappe.db.count(EVENT) == size)
			compared = {viewer.key: _compare_sql(outcome, viewer, size) for viewer in viewers}
			seconds_by_size[size] = compared["township"].seconds["ours"]
			if size == sizes[-1]:
				_at_full_size(outcome, viewers, compared)
	outcome.measures["growth"] = growth(seconds_by_size)
	return outcome


def _people() -> list[Viewer]:
	"""A member of one of 544 grids, and the leaders of its community and its township."""
	ensure_city()
	frappe.make_property_setter(
		{"doctype": EVENT, "fieldname": "lead_grid", "property": "ignore_user_permissions", "value": 1}
	)
	grids = {"member": f"{community(32)}002", "community": community(32), "township": township(7)}
	viewers = [
		Viewer(key, grid, ensure_person(f"{key}-viewer", grid), ensure_stock_person(f"{key}-stock", grid))
		for key, grid in grids.items()
	]
	frappe.db.commit()
	frappe.clear_cache()
	return viewers


def _at_full_size(outcome: Outcome, viewers: list[Viewer], compared: dict[str, Comparison]) -> None:
	for viewer in viewers:
		comparison = compared[viewer.key]
		outcome.measures[f"vs_stock{viewer.suffix}"] = comparison.ratio("stock", "ours")
		outcome.measures[f"vs_strict_stock{viewer.suffix}"] = comparison.ratio("strict", "ours")
		outcome.measures[f"vs_raw{viewer.suffix}"] = comparison.ratio("ours", "raw")
		outcome.measures[f"desk_vs_stock{viewer.suffix}"] = comparison.ratio("stock", "desk")
		requests = _compare_requests(outcome, viewer)
		outcome.measures[f"request_vs_stock{viewer.suffix}"] = requests.ratio("stock", "ours")
		_check_whole_list(outcome, viewer)
	_compare_deep_page(outcome, viewers[-1])


def _compare_sql(outcome: Outcome, viewer: Viewer, size: int) -> Comparison:
	"""The SQL of each arm alone, which must bring the same events."""
	arms = {
		"ours": _sql_of(viewer.user, list_events),
		"stock": _stock_sql(viewer),
		"strict": _stock_sql(viewer, strict=True),
		"raw": [_raw_sql(viewer)],
		"desk": _sql_of(viewer.user, _desk_list),
	}
	pages = {arm: _dated(rows_of(sql)[:PAGE]) for arm, sql in arms.items()}
	outcome.check(
		f"each arm lists the same events ({viewer.key}, {size})", len(set(map(tuple, pages.values()))) == 1
	)
	outcome.facts[f"rows_{viewer.key}_{size}"] = len(pages["raw"])
	outcome.facts[f"reads_{viewer.key}_{size}"] = {arm: reads_of(sql) for arm, sql in arms.items()}
	return outcome.compare(f"SQL, {viewer.key}, {size}", **{arm: replay(sql) for arm, sql in arms.items()})


def _dated(rows: tuple) -> list[str]:
	"""The names of a page's events; those without a due time, last in ours, aren't in the desk's list at all."""
	return [row[FIELDS.index("name")] for row in rows if row[FIELDS.index("due_on")]]


def _sql_of(user: str, call: Callable[[], object]) -> list[str]:
	frappe.set_user(user)
	try:
		return statements_of(call, EVENT, TASK_TABLE)
	finally:
		frappe.set_user("Administrator")


def _stock_sql(viewer: Viewer, strict: bool = False) -> list[str]:
	with stock_frappe(strict):
		return _sql_of(viewer.stock_user, _desk_list)


def _raw_sql(viewer: Viewer) -> str:
	"""What somebody would write by hand who knew that the territory alone matters: one index, one equality."""
	path = frappe.db.get_value("Grid", viewer.grid, "grid_path").removesuffix(".")
	columns = ", ".join(f"`{name}`" for name in FIELDS)
	return (
		f"select {columns} from `tab{EVENT}` where `_grid_path_{path.count('.') + 1}` = {frappe.db.escape(path)} "
		f"and `_is_open` = 1 order by `_due_or_never`, `name` limit {PAGE}"
	)


def _desk_arguments() -> dict:
	"""What the desk's list asks for; only dated events, because a due time left empty sorts first there."""
	dated = [EVENT, "due_on", "between", ["2000-01-01", "2100-01-01"]]
	filters = [[EVENT, "stage", "not in", ENDED], dated]
	return {
		"doctype": EVENT,
		"fields": frappe.as_json([f"`tab{EVENT}`.`{name}`" for name in FIELDS]),
		"filters": frappe.as_json(filters),
		"order_by": f"`tab{EVENT}`.`due_on` asc",
		"start": 0,
		"page_length": PAGE,
	}


def _desk_list() -> object:
	"""What the desk's list calls: stock Frappe's function, or the one that the app puts in its place."""
	frappe.local.form_dict = frappe._dict(_desk_arguments())
	overrides = frappe.get_hooks("override_whitelisted_methods")
	return frappe.get_attr(overrides.get(DESK_LIST, [DESK_LIST])[-1])()


def _compare_requests(outcome: Outcome, viewer: Viewer) -> Comparison:
	"""Whole requests with a session, in this process: by the list API, and by the desk's list of stock and ours."""
	visitor, stock_visitor = Visitor(viewer.user), Visitor(viewer.stock_user)

	def ours() -> list[str]:
		found = visitor.get("yumen_governance.api.events.list_events", {"limit": PAGE})["message"]
		return [row["name"] for row in found["events"]]

	def desk(visitor: Visitor = visitor) -> list[str]:
		found = visitor.get(DESK_LIST, _desk_arguments())["message"] or {"values": []}
		return [row[found["keys"].index("name")] for row in found["values"]]

	def stock() -> list[str]:
		with stock_frappe():
			return desk(stock_visitor)

	outcome.check(f"requests list the same events ({viewer.key})", ours() == desk() == stock())
	return outcome.compare(f"request, {viewer.key}", ours=ours, stock=stock, desk=desk)


def _compare_deep_page(outcome: Outcome, viewer: Viewer) -> None:
	"""A late page of a territory's closed events against the first one; stock's late page for orientation."""
	frappe.set_user(viewer.user)
	marks, names = [None], []
	while len(marks) < DEEP_PAGE and (mark := _walk(marks[-1], names)):
		marks.append(mark)
	frappe.set_user("Administrator")
	outcome.facts["deep_page_number"] = len(marks)
	outcome.check("no closed event is lost or doubled between pages", len(set(names)) == len(names))
	first, deep = (
		_sql_of(viewer.user, lambda mark=mark: list_events(stage="Closed", after=mark, limit=PAGE))
		for mark in (marks[0], marks[-1])
	)
	comparison = outcome.compare("SQL, deep page", first=replay(first), deep=replay(deep))
	outcome.measures["deep_page"] = comparison.ratio("deep", "first")


def _walk(mark: str | None, names: list[str]) -> str | None:
	page = list_events(stage="Closed", after=mark, limit=PAGE)
	names.extend(row.name for row in page["events"])
	return page["next"]


def _check_whole_list(outcome: Outcome, viewer: Viewer) -> None:
	"""All pages together are the framework's own list of the same person, in order."""
	frappe.set_user(viewer.user)
	listed, mark = [], None
	while True:
		page = list_events(after=mark, limit=100)
		listed += page["events"]
		if not (mark := page["next"]):
			break
	expected = frappe.get_list(EVENT, filters={"stage": ["not in", ENDED]}, pluck="name", limit=0)
	frappe.set_user("Administrator")
	outcome.facts[f"open_events_{viewer.key}"] = len(expected)
	outcome.check(
		f"all pages are the whole list ({viewer.key})", sorted(expected) == sorted(row.name for row in listed)
	)
	places = [(row.due_on is None, row.due_on or 0, row.name) for row in listed]
	outcome.check(f"pages are in order ({viewer.key})", places == sorted(places))
