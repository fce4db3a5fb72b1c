"""B14: phones of members: a grid of 3,000 residents and 500 open events pulled out of a small and a large city, a pull without
news, 20,000 records at once, and 200 members who come back to the network in the same moment.
"""

import time
from unittest.mock import patch

import frappe

from .city import ensure_city
from .crowd import ensure_crowd
from .events import events_table
from .intake_arms import ensure_accounts, ensure_stock, forget
from .outcome import Outcome, Scale
from .phones import EVENT, REPORTS, Crowd, Phone, ensure_members, pilot, web_server, work_of_a_member
from .ratios import Measure, at_most, ratio
from .residents import BASE, residents_table

NAME = "B14"
TITLE = "Sync of members' phones"
MOST_QUERIES = 6
TARGETS = {
	"pull_vs_small_city": at_most(1.2),
	"no_news_vs_small_city": at_most(1.2),
	"queries_without_news": at_most(MOST_QUERIES),
	"replay_seconds": at_most(10),
}
# Where the members of the crowd are in office
GRIDS_OF_THE_CROWD = 200
# Who comes before, so that no process of the server does anything for the first time
WARMING = 8


def run(scale: Scale) -> Outcome:
	"""Pull from the same grid in cities of different size; the ratios are between the largest and the smallest."""
	sizes = scale.pick(
		full=((5 * BASE, 100_000), (100 * BASE, 1_000_000)), small=((BASE, 500), (2 * BASE, 2_000))
	)
	outcome, events, residents = Outcome(scale.rounds), events_table(), residents_table()
	ensure_city()
	ensure_accounts()
	ensure_stock()
	seconds: dict[str, list[list[float]]] = {"pull": [], "no_news": []}
	for people, cases in sizes:
		with residents.at(people), events.at(cases):
			_at(outcome, people, seconds)
			if (people, cases) == sizes[-1]:
				_replay(outcome, scale)
				_crowd(outcome, scale.pick(full=200, small=8))
	for name, (small, large) in seconds.items():
		outcome.measures[f"{name}_vs_small_city"] = ratio(large, small)
	return outcome


def _at(outcome: Outcome, size: int, seconds: dict[str, list[list[float]]]) -> None:
	with pilot(1, residents=3_000, events=500) as place:
		phone = Phone(place.user)
		rows = phone.pull_all()
		outcome.check(
			f"the phone has its grid and nothing else ({size})",
			(rows.get("residents"), rows.get("events")) == (3_000, 500),
		)
		compared = outcome.compare(f"pull of a grid, {size} residents", ours=phone.pull_all)
		seconds["pull"].append(compared.seconds["ours"])
		outcome.facts[f"rows_{size}"] = sum(rows.values())
		outcome.facts[f"queries_of_a_pull_{size}"] = _queries(phone.pull_all)
		_wait_for_quiet(phone)
		quiet = outcome.compare(f"pull without news, {size} residents", ours=phone.pull)
		seconds["no_news"].append(quiet.seconds["ours"])
		outcome.check(f"there are no news ({size})", phone.pull()["stores"] == {})
		queries = _queries(phone.pull)
		outcome.measures["queries_without_news"] = Measure(queries, queries, queries)


def _wait_for_quiet(phone: Phone) -> None:
	"""What was set up a moment ago is read once more for two minutes, and would be news."""
	for _try in range(30):
		if not phone.pull()["stores"]:
			return
		time.sleep(5)


def _replay(outcome: Outcome, scale: Scale) -> None:
	number = scale.pick(full=20_000, small=2_500)
	with pilot(2, residents=number, events=0) as place:
		phone = Phone(place.user)
		outcome.check("the replay is complete", phone.pull_all().get("residents") == number)
		compared = outcome.compare(f"replay of {number} records", ours=phone.pull_all)
		spent = compared.seconds["ours"]
		outcome.measures["replay_seconds"] = ratio(spent, [1.0] * len(spent))


def _crowd(outcome: Outcome, number: int) -> None:
	"""Members who come back to the network at once, by HTTP to the server as it is started for an office with two cores."""
	grids = frappe.get_all(
		"Grid", {"grid_level": "Level 3"}, pluck="name", order_by="name", limit=GRIDS_OF_THE_CROWD
	)
	members = ensure_members(ensure_crowd(number, "Grid Member"), grids)
	users = [user for user, _token, _grid in members]
	crowd, warming = Crowd(frappe.local.site), members[:WARMING]
	try:
		with web_server() as address:
			Crowd(frappe.local.site).run(address, warming, work_of_a_member)
			spent = crowd.run(address, members, work_of_a_member)
		frappe.db.rollback()
		made = frappe.get_all(EVENT, {"owner": ["in", users]}, pluck="name", order_by=None)
		outcome.check(f"{number} members at once: no error", not crowd.errors)
		outcome.check(
			f"{number} members at once: everything arrived once",
			len(made) == REPORTS * (number + len(warming)),
		)
	finally:
		_clear(users)
	outcome.facts["crowd_errors"] = crowd.errors[:5]
	outcome.facts["crowd_seconds"] = round(spent, 2)
	outcome.facts["crowd_requests"] = {name: len(values) for name, values in crowd.seconds.items()}
	for name in crowd.seconds:
		shown = {str(share): round(crowd.percentile(name, share), 3) for share in (0.5, 0.95, 1)}
		outcome.facts[f"crowd_seconds_of_{name}"] = shown
	p95 = max(crowd.percentile(name, 0.95) for name in crowd.seconds)
	outcome.measures["crowd_p95_seconds"] = Measure(p95, p95, p95)


def _clear(users: list[str]) -> None:
	frappe.db.rollback()
	forget(frappe.get_all(EVENT, {"owner": ["in", users]}, pluck="name", order_by=None))
	for doctype in ("Grid Member", "Field Device", "Field Item"):
		frappe.db.delete(doctype, {"user": ["in", users]})
	frappe.db.commit()


def _queries(call) -> int:
	"""How many statements a call sends."""
	connection, sent = frappe.db._conn, []
	query = connection.query

	def listen(sql, *arguments, **values):
		sent.append(sql)
		return query(sql, *arguments, **values)

	with patch.object(connection, "query", listen):
		call()
	return len(sent)
