"""B12: filing numbers of one committee, fifty closings at the same moment, against a bare locked row."""

import time
from collections.abc import Callable
from threading import Barrier, Thread

import frappe

from yumen_governance.dispute_resolution.dossier import numbers

from .outcome import Outcome, Scale
from .ratios import at_least

NAME = "B12"
TITLE = "Filing numbers, fifty closings at once"
COMMITTEE, YEAR = "benchmark-committee", 2026
RAW = "benchmark_filing_number"
ROUNDS = 5
# So many filings of each person, so that beginning together matters little
EACH = 10
# Every so many filings is undone after it took its number
UNDONE = 10
TARGETS = {"share_of_raw": at_least(0.2)}


def run(scale: Scale) -> Outcome:
	"""Time all closings of all people, each on a connection of its own; and see that no number is missing or doubled."""
	people = scale.pick(full=50, small=8)
	outcome = Outcome(ROUNDS)
	_prepare()
	comparison = outcome.compare(
		f"{people} people, {EACH} closings each",
		ours=lambda: _at_once(people, _take),
		raw=lambda: _at_once(people, _raw),
	)
	outcome.measures["share_of_raw"] = comparison.ratio("raw", "ours")
	_check(outcome, people)
	_clean_up()
	return outcome


def _prepare() -> None:
	frappe.db.sql_ddl(
		f"create table if not exists `{RAW}` (name varchar(140) primary key, last int not null) engine=InnoDB"
	)
	frappe.db.sql(f"insert ignore into `{RAW}` values (%s, 0)", COMMITTEE)
	numbers.create_table()
	numbers.prepare(COMMITTEE, YEAR)
	frappe.db.commit()


def _at_once(people: int, take: Callable[[], int]) -> list[int]:
	"""Let people file at the same moment; return the numbers of the filings that were stored."""
	found, gate, site = [], Barrier(people + 1), frappe.local.site

	def one_person() -> None:
		frappe.init(site=site)
		frappe.connect()
		try:
			gate.wait(60)
			for filing in range(EACH):
				number = take()
				if filing % UNDONE == UNDONE - 1:
					frappe.db.rollback()
				else:
					frappe.db.commit()
					found.append(number)
		finally:
			frappe.destroy()

	crowd = [Thread(target=one_person) for _person in range(people)]
	for person in crowd:
		person.start()
	gate.wait(60)
	for person in crowd:
		person.join()
	return found


def _take() -> int:
	return numbers.take(COMMITTEE, YEAR)


def _raw() -> int:
	last = frappe.db.sql(f"select last from `{RAW}` where name = %s for update", COMMITTEE)[0][0]
	frappe.db.sql(f"update `{RAW}` set last = last + 1 where name = %s", COMMITTEE)
	return last + 1


def _check(outcome: Outcome, people: int) -> None:
	before, began = _stored(), time.monotonic()
	given = sorted(_at_once(people, _take))
	outcome.facts["closings a second, with connecting"] = round(len(given) / (time.monotonic() - began))
	outcome.check("no gap and no double", given == list(range(before + 1, before + len(given) + 1)))
	outcome.check("what was undone took no number", _stored() == before + len(given))


def _stored() -> int:
	frappe.db.rollback()
	where = (COMMITTEE, YEAR)
	return frappe.db.sql(f"select last from `{numbers.TABLE}` where committee = %s and year = %s", where)[0][
		0
	]


def _clean_up() -> None:
	frappe.db.sql(f"delete from `{numbers.TABLE}` where committee = %s", COMMITTEE)
	frappe.db.commit()
	frappe.db.sql_ddl(f"drop table if exists `{RAW}`")
