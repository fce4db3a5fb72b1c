"""B10: find a resident by what somebody types, among up to two million, within a territory and in the whole city."""

from collections.abc import Callable

import frappe

from yumen_governance.permissions import scope
from yumen_governance.registry import search_keys
from yumen_governance.registry.find import find, terms_of

from .arms import Comparison
from .city import community, ensure_centre_person, ensure_city, ensure_person, ensure_stock_person
from .outcome import Outcome, Scale
from .ratios import at_least, at_most, growth
from .residents import BASE, RESIDENT, keys_table, people, residents_table
from .statements import replay, rows_of, statements_of
from .stock import stock_frappe

NAME = "B10"
TITLE = "Find a resident by name part, initials, last four, phone or ID number"
MOST = 20
ALL = 10_000_000
FIELDS = ("name", "resident_name", "sex", "id_number", "phone", "address_detail", "grid", "status")
GRID = f"{community(32)}002"
TARGETS = {
	"vs_stock": at_least(20),
	"vs_raw": at_most(3),
	"growth": at_most(0.2),
	"growth_city": at_most(0.2),
}


def run(scale: Scale) -> Outcome:
	"""Fill, time and check at each size; ratios count at the largest, growth over all."""
	sizes = scale.pick(full=(BASE, 10 * BASE, 100 * BASE), small=(BASE, 2 * BASE))
	outcome = Outcome(scale.rounds)
	member, stock_member, dispatcher = _viewers()
	residents, keys, asked = residents_table(), keys_table(), _questions()
	seconds: dict[str, dict[int, list[float]]] = {"growth": {}, "growth_city": {}}
	for size in sizes:
		with residents.at(size) as filled, keys.at(size) as keyed:
			outcome.facts[f"fill_seconds_{size}"] = round(filled + keyed, 1)
			_check(outcome, member, asked)
			compared = _compare(outcome, member, stock_member, asked, size)
			city = outcome.compare(f"city, {size}", ours=replay(_ours(dispatcher, asked.values())))
			seconds["growth"][size], seconds["growth_city"][size] = (
				compared.seconds["ours"],
				city.seconds["ours"],
			)
	outcome.measures["vs_stock"] = compared.ratio("stock", "ours")
	outcome.measures["vs_raw"] = compared.ratio("ours", "raw")
	outcome.measures |= {name: growth(by_size) for name, by_size in seconds.items()}
	return outcome


def _viewers() -> tuple[str, str, str]:
	"""A member of one of 544 grids, their double in stock Frappe, and a dispatcher who sees the whole city."""
	ensure_city()
	viewers = (
		ensure_person("finder", GRID),
		ensure_stock_person("finder-stock", GRID),
		ensure_centre_person("finder-centre", "Dispatcher"),
	)
	frappe.db.commit()
	frappe.clear_cache()
	return viewers


def _questions() -> dict[str, str]:
	"""What is typed, by kind: everything of one person of the base who lives in the member's grid."""
	person = next(
		person for person in people() if person["grid"] == GRID and len(person["resident_name"]) == 3
	)
	return {
		"name": person["resident_name"][1:],
		"initials": person["pinyin_initials"],
		"tail": person["phone"][-4:],
		"phone": person["phone"],
		"id": person["id_number"],
	}


def _compare(
	outcome: Outcome, member: str, stock_member: str, asked: dict[str, str], size: int
) -> Comparison:
	"""The SQL of all questions, one after the other."""
	arms = {
		"ours": _ours(member, asked.values()),
		"stock": _stock(stock_member, asked),
		"raw": [_raw(text) for text in asked.values()],
	}
	return outcome.compare(f"territory, {size}", **{arm: replay(sql) for arm, sql in arms.items()})


def _ours(user: str, texts) -> list[str]:
	def ask():
		for text in texts:
			scope.forget()
			find(text, user)

	return _as_user(user, lambda: statements_of(ask, RESIDENT, search_keys.TABLE))


def _stock(user: str, asked: dict[str, str]) -> list[str]:
	"""Stock's list with the filter that an office would set: contains, or ends with, within User Permissions."""
	filters = {
		"name": ("resident_name", f"%{asked['name']}%"),
		"initials": ("pinyin_initials", f"%{asked['initials']}%"),
		"tail": ("phone", f"%{asked['tail']}"),
		"phone": ("phone", f"%{asked['phone'][-4:]}"),
		"id": ("id_number", f"%{asked['id'][-4:]}"),
	}

	def ask():
		for field, pattern in filters.values():
			frappe.get_list(RESIDENT, {field: ["like", pattern]}, list(FIELDS), limit=MOST)

	with stock_frappe():
		return _as_user(user, lambda: statements_of(ask, RESIDENT))


def _raw(text: str) -> str:
	"""What somebody would write by hand who knew the key or the index."""
	columns = ", ".join(f"r.`{name}`" for name in FIELDS)
	table, resident = search_keys.TABLE, f"`tab{RESIDENT}` r"
	if indexed := _index_of(text):
		return f"select {columns} from {resident} where {indexed} and r.grid = '{GRID}' limit {MOST}"
	keys = ", ".join(str(search_keys.key_of(kind, text)) for kind in _kinds(text))
	return (
		f"select distinct {columns} from `{table}` k join {resident} on r.name = k.resident "
		f"where k.search_key in ({keys}) and k.grid = '{GRID}' limit {MOST}"
	)


def _index_of(text: str) -> str | None:
	(term,) = terms_of(text)
	return f"r.{term.fieldname}_index = '{term.indexes[0]}'" if term.fieldname else None


def _kinds(text: str) -> tuple[str, ...]:
	if text.isdigit():
		return (search_keys.TAIL,)
	return (search_keys.INITIALS,) if text.isascii() else (search_keys.NAME, search_keys.ADDRESS)


def _as_user(user: str, call: Callable[[], list[str]]) -> list[str]:
	frappe.set_user(user)
	try:
		return call()
	finally:
		frappe.set_user("Administrator")


def _check(outcome: Outcome, member: str, asked: dict[str, str]) -> None:
	"""What is found is what reading every resident of the grid finds."""
	frappe.set_user(member)
	conditions = {
		"name": ("resident_name like %s", f"%{asked['name']}%"),
		"tail": ("%s in (id_number_tail, phone_tail)", asked["tail"]),
	}
	for kind, (condition, value) in conditions.items():
		scanned = rows_of(
			[
				frappe.db.mogrify(
					f"select name from tabResident where grid = %s and {condition}", (GRID, value)
				)
			]
		)
		found = {row["name"] for row in find(asked[kind], member, limit=ALL)}
		outcome.check(f"{kind} finds all and only", bool(found) and found == {row[0] for row in scanned})
	for kind in ("initials", "phone", "id"):
		outcome.check(f"{kind} finds somebody", bool(find(asked[kind], member)))
	frappe.set_user("Administrator")
