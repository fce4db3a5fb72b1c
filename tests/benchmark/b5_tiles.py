"""B5: twelve live numbers of a dashboard, of a territory and of the whole city, out of up to a million events."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import frappe
from frappe.desk import reportview
from frappe.utils import now_datetime

from yumen_governance.events.board.queues import CENTRE, EVENT, Queue
from yumen_governance.events.tally import fold, recount
from yumen_governance.events.tally.cells import area_of_grid
from yumen_governance.events.tally.layout import TABLE
from yumen_governance.events.tally.read import counts_of
from yumen_governance.permissions import scope

from .arms import Comparison
from .city import community, ensure_centre_person, ensure_city, ensure_person, ensure_stock_person, township
from .events import events_table
from .outcome import Outcome, Scale
from .ratios import at_least, at_most, growth
from .statements import replay, statements_of
from .stock import stock_frappe
from .tasks import TABLE as TASK_TABLE
from .tasks import assisting

NAME = "B5"
TITLE = "Dashboard: twelve live counts"
# Two further tiles beside the ten queues of the centre
TILES = (*CENTRE, Queue("assigned", ("Assigned", "Handling")), Queue("draft", ("Intake",)))
TRANSITIONS = 10_000
# A stock dashboard of a million events takes many seconds
ROUNDS = 3
BATCH = 20_000

TARGETS = {
	"vs_stock": at_least(100),
	"vs_stock_community": at_least(100),
	"vs_stock_township": at_least(100),
	"vs_stock_city": at_least(100),
	"vs_raw": at_most(2.0),
	"vs_raw_community": at_most(2.0),
	"vs_raw_township": at_most(2.0),
	"vs_raw_city": at_most(2.0),
	"growth": at_most(0.15),
}


@dataclass(frozen=True)
class Viewer:
	"""Somebody with a dashboard, as a user of the product and of stock Frappe, and the area that the tally keeps."""

	key: str
	grid: str | None
	user: str
	stock_user: str
	area: str

	@property
	def suffix(self) -> str:
		return "" if self.key == "member" else f"_{self.key}"


def run(scale: Scale) -> Outcome:
	"""Fill, count, time and check at each size; ratios count at the largest, growth over all."""
	sizes = scale.pick(full=(10_000, 100_000, 1_000_000), small=(500, 2_000, 8_000))
	outcome, viewers, events = Outcome(ROUNDS), _people(), events_table()
	seconds_by_size: dict[int, list[float]] = {}
	for size in sizes:
		with events.at(size) as fill_seconds, assisting(filter(None, (viewer.grid for viewer in viewers))):
			outcome.facts[f"fill_seconds_{size}"] = fill_seconds
			_count_all()
			compared = {viewer.key: _compare(outcome, viewer, size) for viewer in viewers}
			seconds_by_size[size] = compared["township"].seconds["ours"]
			if size == sizes[-1]:
				_at_full_size(outcome, viewers, compared, scale)
	_count_all()
	outcome.measures["growth"] = growth(seconds_by_size)
	return outcome


def _people() -> list[Viewer]:
	"""A member of one of 544 grids, the leaders of its community and its township, and a dispatcher."""
	ensure_city()
	grids = {"member": f"{community(32)}002", "community": community(32), "township": township(7)}
	paths = dict(
		frappe.get_all("Grid", {"name": ["in", list(grids.values())]}, ["name", "grid_path"], as_list=True)
	)
	viewers = [
		Viewer(
			key,
			grid,
			ensure_person(f"{key}-viewer", grid),
			ensure_stock_person(f"{key}-stock", grid),
			area_of_grid(paths[grid]),
		)
		for key, grid in grids.items()
	]
	centre = ensure_centre_person("city-viewer", "Dispatcher")
	frappe.db.commit()
	frappe.clear_cache()
	return [*viewers, Viewer("city", None, centre, centre, "all")]


def _count_all() -> None:
	"""Have the tally hold the events that are in place, and nothing else."""
	while fold.fold(BATCH):
		frappe.db.commit()
	now = now_datetime()
	recount.repair(recount.drifts(now))
	recount.put_past_together(now)
	frappe.db.commit()
	frappe.db.sql_ddl(f"analyze table `{TABLE}`")


def _compare(outcome: Outcome, viewer: Viewer, size: int) -> Comparison:
	"""The SQL of twelve numbers; both arms must tell the same ones."""
	now = now_datetime()
	truth = _as(viewer.user, lambda: [_listed(tile, now) for tile in TILES])
	ours = _as(viewer.user, lambda: _tiles(viewer.user, now))
	outcome.check(f"tiles are the counts of the list ({viewer.key}, {size})", ours == truth)
	outcome.facts[f"tiles_{viewer.key}_{size}"] = dict(zip((tile.key for tile in TILES), ours, strict=True))
	arms = {
		"ours": _sql(viewer.user, lambda: counts_of(viewer.user, now), TABLE, TASK_TABLE),
		"raw": [_raw_sql(viewer)],
		"stock": _stock_sql(viewer, now),
	}
	outcome.facts[f"statements_{viewer.key}"] = {arm: len(sql) for arm, sql in arms.items()}
	return outcome.compare(f"SQL, {viewer.key}, {size}", **{arm: replay(sql) for arm, sql in arms.items()})


def _at_full_size(
	outcome: Outcome, viewers: list[Viewer], compared: dict[str, Comparison], scale: Scale
) -> None:
	for viewer in viewers:
		comparison = compared[viewer.key]
		outcome.measures[f"vs_stock{viewer.suffix}"] = comparison.ratio("stock", "ours")
		outcome.measures[f"vs_raw{viewer.suffix}"] = comparison.ratio("ours", "raw")
	calls = _compare_calls(outcome, viewers[2])
	outcome.measures["call_vs_stock_township"] = calls.ratio("stock", "ours")
	_check_after_many_transitions(outcome, viewers, scale.pick(full=TRANSITIONS, small=500))


def _compare_calls(outcome: Outcome, viewer: Viewer) -> Comparison:
	"""The same with all the Python around it, within one request of a person."""
	now = now_datetime()

	def ours() -> object:
		scope.forget()
		return _as(viewer.user, lambda: _tiles(viewer.user, now))

	def stock() -> object:
		with stock_frappe():
			return _as(viewer.stock_user, lambda: [_stock_count(tile, now) for tile in TILES])

	return outcome.compare(f"calls, {viewer.key}", ours=ours, stock=stock)


def _check_after_many_transitions(outcome: Outcome, viewers: list[Viewer], number: int) -> None:
	"""Random changes by SQL, rolled back at the end: counted before they are folded, and without drift after."""
	chosen = (
		f"update `tab{EVENT}` e join (select name from `tab{EVENT}` where `_is_open` = 1 order by md5(name) limit {number}) c "
		"on c.name = e.name set e.stage = elt(1 + crc32(e.name) %% 4, 'Triage', 'Assigned', 'Handling', 'Closed'), "
		"e.due_on = e.due_on + interval 3 hour, e.lead_unit = null, e.lead_grid_path = e.grid_path"
	).replace("%%", "%")
	frappe.db.sql(chosen)
	now = now_datetime()
	for step in ("before the fold", "after it"):
		for viewer in viewers:
			ours, truth = _as(
				viewer.user,
				lambda viewer=viewer: (
					_tiles(viewer.user, now),
					[_listed(tile, now) for tile in TILES],
				),
			)
			outcome.check(f"tiles after {number} changes, {step} ({viewer.key})", ours == truth)
		while fold.fold(BATCH):
			pass
	outcome.check("no drift against the recount", not recount.drifts(now))
	frappe.db.rollback()


def _filters(tile: Queue, now: datetime) -> list[list]:
	start, end = tile.due_between(now)
	filters: list[list] = [[EVENT, "stage", "in", list(tile.stages)]]
	if (states := tile.states()) is not None:
		filters.append([EVENT, "workflow_state", "in", sorted(states)])
	if tile.flag:
		filters.append([EVENT, tile.flag[0], "=", tile.flag[1]])
	if end:
		filters += [[EVENT, "due_on", "is", "set"], [EVENT, "due_on", "<", str(end)]]
	if start:
		filters.append([EVENT, "due_on", ">=", str(start)])
	return filters


def _tiles(user: str, now: datetime) -> list[int]:
	"""All numbers of a dashboard, as the board asks for them: counted once."""
	counts = counts_of(user, now)
	return [counts.of(tile) for tile in TILES]


def _listed(tile: Queue, now: datetime) -> int:
	return frappe.get_list(EVENT, _filters(tile, now), ["count(*) as n"], order_by=None)[0].n


def _stock_count(tile: Queue, now: datetime) -> int:
	"""What each number card or list asks of stock Frappe."""
	arguments = {"doctype": EVENT, "fields": "[]", "filters": frappe.as_json(_filters(tile, now))}
	frappe.local.form_dict = frappe._dict(arguments)
	return reportview.get_count()


def _sql(user: str, call: Callable[[], object], *tables: str) -> list[str]:
	return _as(user, lambda: statements_of(call, EVENT, *tables))


def _stock_sql(viewer: Viewer, now: datetime) -> list[str]:
	with stock_frappe():
		return _sql(viewer.stock_user, lambda: [_stock_count(tile, now) for tile in TILES])


def _raw_sql(viewer: Viewer) -> str:
	"""What somebody would write by hand who has the table of sums: one statement, the rows of one area."""
	area = frappe.db.escape(viewer.area)
	hour = now_datetime().strftime("%Y%m%d%H")
	return (
		f"select measure, if(measure = 'due', value < '{hour}', value) tile, sum(n) from `{TABLE}` "
		f"where area = {area} group by measure, tile"
	)


def _as(user: str, call: Callable):
	frappe.set_user(user)
	scope.forget()
	try:
		return call()
	finally:
		frappe.set_user("Administrator")
		scope.forget()
