"""B1: one event by HTTP, with a token: checked, once under its key, numbered, routed, with its clocks and everybody told."""

import frappe

from .city import ensure_city
from .events import events_table
from .intake_arms import EVENT, PERSON, Machine, Raw, caller, ensure_accounts, ensure_stock, forget, report
from .outcome import Outcome, Scale
from .ratios import at_least, ratio

NAME = "B1"
TITLE = "Single intake over HTTP"
TAKE_IN = "/api/method/yumen_governance.api.intake.take_in"
STOCK_INSERT = "/api/resource/Benchmark Stock Event"
TARGETS = {
	"vs_stock": at_least(3),
	"vs_raw": at_least(0.2),
	"growth": at_least(0.9),
}


def run(scale: Scale) -> Outcome:
	"""Time a report into a small and a large table of events; ratios count at the largest."""
	sizes = scale.pick(full=(10_000, 1_000_000), small=(500, 4_000))
	outcome, events = Outcome(scale.rounds), events_table()
	ensure_city()
	ensure_accounts()
	ensure_stock()
	grids = frappe.get_all("Grid", {"grid_level": "Level 3"}, pluck="name", order_by="name")
	seconds: dict[int, list[float]] = {}
	for size in sizes:
		with events.at(size):
			seconds[size] = _at(outcome, size, grids)
	outcome.measures["growth"] = ratio(seconds[sizes[0]], seconds[sizes[-1]])
	return outcome


def _at(outcome: Outcome, size: int, grids: list[str]) -> list[float]:
	machine, made, raws = Machine(PERSON), [], []
	ours = caller(lambda: [_take_in(machine, report(grids))["event"]], made)
	try:
		_check(outcome, machine, made, grids, size)
		raws.append(raw := Raw(ours()[0]))
		pipe = Machine(PERSON, raw)
		compared = outcome.compare(
			f"request, {size} events",
			ours=ours,
			stock=lambda: machine.post(STOCK_INSERT, report(grids)),
			raw=lambda: pipe.post("/", report(grids)),
		)
		frappe.db.rollback()
		stored = frappe.db.count(EVENT)
		outcome.check(f"every answer is stored ({size})", stored == size + len(made) + len(raw.made))
	finally:
		forget([*made, *(name for each in raws for name in each.made)])
	outcome.measures["vs_stock"] = compared.ratio("stock", "ours")
	outcome.measures["vs_raw"] = compared.ratio("raw", "ours")
	outcome.facts[f"rows_of_a_report_{size}"] = raw.rows_of_a_report
	outcome.facts[f"worst_milliseconds_{size}"] = {
		arm: round(max(values) * 1000, 2) for arm, values in compared.seconds.items()
	}
	return compared.seconds["ours"]


def _take_in(machine: Machine, sent: dict) -> dict:
	return machine.post(TAKE_IN, {"report": sent})["message"]


def _check(outcome: Outcome, machine: Machine, made: list[str], grids: list[str], size: int) -> None:
	"""The same report twice is one event; numbers are different; what is wrong is refused."""
	sent = report(grids)
	first, again, other = (_take_in(machine, each) for each in (sent, sent, report(grids)))
	made += [first["event"], other["event"]]
	outcome.check(
		f"the same report is one event ({size})",
		first["event"] == again["event"] and again["outcome"] == "Repeated",
	)
	outcome.check(f"each event has its own number ({size})", first["event"] != other["event"])
	frappe.db.rollback()
	row = frappe.db.get_value(EVENT, first["event"], ["stage", "due_on", "reporter_phone"], as_dict=True)
	outcome.check(f"the event waits with a due time ({size})", bool(row.stage == "Triage" and row.due_on))
	outcome.check(f"its phone is masked ({size})", "*" in row.reporter_phone)
