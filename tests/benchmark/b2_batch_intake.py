"""B2: five hundred events in one request, against the framework's insert_many and against raw rows, event by event."""

import frappe

from .city import ensure_city
from .events import events_table
from .intake_arms import (
	EVENT,
	PERSON,
	STOCK,
	Machine,
	Raw,
	caller,
	ensure_accounts,
	ensure_stock,
	forget,
	report,
)
from .outcome import Outcome, Scale
from .ratios import at_least, at_most, growth, ratio

NAME = "B2"
TITLE = "Batch intake of 500 events over HTTP"
TAKE_IN_MANY = "/api/method/yumen_governance.api.intake.take_in_many"
INSERT_MANY = "/api/method/frappe.client.insert_many"
TARGETS = {
	"vs_stock": at_least(12),
	"vs_raw": at_least(0.35),
	"growth": at_most(1.05),
}


def run(scale: Scale) -> Outcome:
	"""Time batches into a table of events; stock's are smaller, as it takes at most 200."""
	size = scale.pick(full=100_000, small=2_000)
	batch, of_stock = scale.pick(full=(500, 100), small=(100, 10))
	outcome = Outcome(scale.rounds)
	ensure_city()
	ensure_accounts()
	ensure_stock()
	grids = frappe.get_all("Grid", {"grid_level": "Level 3"}, pluck="name", order_by="name")
	with events_table().at(size):
		_compare(outcome, size, grids, batch, of_stock)
	return outcome


def _compare(outcome: Outcome, size: int, grids: list[str], batch: int, of_stock: int) -> None:
	machine, made = Machine(PERSON), []

	def send(number: int) -> list[str]:
		reports = [report(grids) for _n in range(number)]
		results = machine.post(TAKE_IN_MANY, {"reports": reports})["message"]["results"]
		return [row["event"] for row in results]

	def insert_many() -> None:
		docs = [{"doctype": STOCK, **report(grids)} for _n in range(of_stock)]
		machine.post(INSERT_MANY, {"docs": docs})

	ours, tenth = (caller(lambda number=number: send(number), made) for number in (batch, batch // 10))
	raws = []
	try:
		raws.append(raw := Raw(ours()[0]))
		pipe = Machine(PERSON, raw)
		compared = outcome.compare(
			f"{batch} events",
			ours=ours,
			stock=insert_many,
			raw=lambda: pipe.post("/", [report(grids) for _n in range(batch)]),
			tenth=tenth,
		)
		_check(outcome, size, made, raw)
	finally:
		forget([*made, *(name for each in raws for name in each.made)])
	_measure(
		outcome, compared.seconds, {"ours": batch, "stock": of_stock, "raw": batch, "tenth": batch // 10}
	)


def _check(outcome: Outcome, size: int, made: list[str], raw: Raw) -> None:
	frappe.db.rollback()
	outcome.check("every event got a number of its own", len(set(made)) == len(made) and None not in made)
	outcome.check("every answer is stored", frappe.db.count(EVENT) == size + len(made) + len(raw.made))
	timelines = frappe.db.count("Timeline Entry", {"reference_name": ["in", made]})
	outcome.check("every event has its timeline", timelines == len(made))


def _measure(outcome: Outcome, seconds: dict[str, list[float]], numbers: dict[str, int]) -> None:
	"""Ratios of the time for one event; growth is the exponent of a batch's time over its size."""
	each = {arm: [value / number for value in seconds[arm]] for arm, number in numbers.items()}
	outcome.measures["vs_stock"] = ratio(each["stock"], each["ours"])
	outcome.measures["vs_raw"] = ratio(each["raw"], each["ours"])
	outcome.measures["growth"] = growth({numbers[arm]: seconds[arm] for arm in ("tenth", "ours")})
	outcome.facts["events_per_second"] = {arm: round(1 / min(values)) for arm, values in each.items()}
