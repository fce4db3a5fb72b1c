"""Find residents by what a person types into one box, within what that person may see."""

import re
from dataclasses import dataclass

import frappe
from pypika.queries import QueryBuilder
from pypika.terms import Criterion

from yumen_governance.permissions.registry import concerned_residents, sees_registry
from yumen_governance.permissions.scope import Scope, any_of, scope_of
from yumen_governance.registry.address_parts import finest_of
from yumen_governance.registry.identifiers import normalise_id_number, normalise_phone
from yumen_governance.registry.sealing import keyring
from yumen_governance.registry.sealing.blind_index import blind_all
from yumen_governance.registry.search_keys import ADDRESS, INITIALS, NAME, TABLE, TAIL, key_of

MOST = 20
FEWEST_CHARACTERS = 2
LONGEST_NAME = 12
ID_NUMBER = re.compile(r"\d{17}[\dX]")
PHONE = re.compile(r"1[3-9]\d{9}|0\d{2,3}-\d{7,8}|[48]00\d{7}")
TAIL_OF_NUMBER = re.compile(r"\d{3}[\dX]")
CHINESE = re.compile(r"[\u3400-\u9fff·]+")
FIELDS = ("name", "resident_name", "sex", "id_number", "phone", "address_detail", "grid", "status")


@dataclass(frozen=True)
class Term:
	"""One word of a search: the keys any of which it may be, or the index of a whole number."""

	keys: tuple[int, ...] = ()
	fieldname: str = ""
	indexes: tuple[str, ...] = ()


def find(text: str, user: str, limit: int = MOST) -> list[dict]:
	"""Return the residents that meet every word of a text, as the user sees them.

	A word is part of a name, pinyin initials, a whole ID or phone number, the last four of one, or an address.

	:param limit: at most so many, the first by name of record
	:return: rows with FIELDS, masked; empty also when the text says too little
	"""
	terms = terms_of(text)
	if not terms:
		return []
	names = _candidates(terms, scope_of(user), limit)
	return (
		frappe.get_list("Resident", {"name": ["in", names]}, list(FIELDS), limit=limit, user=user)
		if names
		else []
	)


def terms_of(text: str) -> list[Term]:
	"""Read a search text; words that say too little are left out."""
	return [term for term in map(_term_of, text.split()) if term]


def is_whole_number(text: str) -> bool:
	"""Tell whether a text asks for one person by a whole ID or phone number."""
	return any(term.fieldname for term in terms_of(text))


def _term_of(word: str) -> Term | None:
	number = normalise_id_number(word)
	if ID_NUMBER.fullmatch(number):
		return Term(fieldname="id_number", indexes=tuple(blind_all("id_number", number)))
	if PHONE.fullmatch(phone := normalise_phone(word)):
		return Term(fieldname="phone", indexes=tuple(blind_all("phone", phone)))
	if len(word) < FEWEST_CHARACTERS:
		return None
	if TAIL_OF_NUMBER.fullmatch(number):
		return Term((key_of(TAIL, number),))
	if word.isascii() and word.isalpha():
		return Term((key_of(INITIALS, word.lower()),))
	return Term(_keys_of_words(word)) if CHINESE.match(word) else None


def _keys_of_words(word: str) -> tuple[int, ...]:
	keys = [key_of(NAME, word)] if len(word) <= LONGEST_NAME and CHINESE.fullmatch(word) else []
	if part := finest_of(word):
		keys += [key_of(ADDRESS, part, version) for version in keyring.keys().values()]
	return tuple(keys)


def _candidates(terms: list[Term], scope: Scope, limit: int) -> list[str]:
	"""Return the names of residents that meet every term, the rarest kind of term leading."""
	whole = [term for term in terms if term.fieldname]
	keyed = [term for term in terms if term.keys]
	if len(whole) + len(keyed) < len(terms):
		return []
	query, resident = _by_numbers(whole, scope) if whole else _by_key(keyed.pop(0), scope)
	for position, term in enumerate(keyed):
		row = frappe.qb.Table(TABLE).as_(f"key_{position}")
		query = query.inner_join(row).on(row.resident == resident).where(row.search_key.isin(term.keys))
	return query.select(resident).distinct().limit(limit).run(pluck=True)


def _by_key(term: Term, scope: Scope):
	row = frappe.qb.Table(TABLE).as_("first_key")
	query = frappe.qb.from_(row).where(row.search_key.isin(term.keys))
	return _within(query, scope, row.grid, row.resident), row.resident


def _by_numbers(terms: list[Term], scope: Scope):
	table = frappe.qb.DocType("Resident")
	met = Criterion.all(table[f"{term.fieldname}_index"].isin(term.indexes) for term in terms)
	return _within(frappe.qb.from_(table).where(met), scope, table.grid, table.name), table.name


def _within(query: QueryBuilder, scope: Scope, grid, resident):
	"""Keep to the person's grids and to those whom their cases are about."""
	if sees_registry(scope):
		return query
	seen = [grid.isin(grids)] if (grids := _grids_under(scope)) else []
	if (concerned := concerned_residents(scope)) is not None:
		seen.append(resident.isin(concerned))
	return query.where(any_of(seen))


def _grids_under(scope: Scope) -> list[str]:
	if not scope.grid_paths:
		return []
	grid = frappe.qb.DocType("Grid")
	return frappe.qb.from_(grid).select(grid.name).where(any_of(scope.under(grid.grid_path))).run(pluck=True)
