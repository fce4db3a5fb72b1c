"""What a check is, and what it finds. Texts are for technicians, in English."""

from collections.abc import Callable
from dataclasses import asdict, dataclass

import frappe


@dataclass(frozen=True)
class Check:
	"""One thing that a site should have.

	meaning: what it protects. mend: what to do or to run. critical: without it, records or accounts are open.
	look: returns what is wrong, None when nothing is.
	"""

	name: str
	meaning: str
	mend: str
	critical: bool
	look: Callable[[], str | None]


@dataclass(frozen=True)
class Finding:
	"""What a check found on this site; `problem` is empty when all is well."""

	name: str
	meaning: str
	critical: bool
	problem: str
	mend: str

	@property
	def ok(self) -> bool:
		return not self.problem

	def as_dict(self) -> dict:
		return {**asdict(self), "ok": self.ok}


CHECKS: list[Check] = []


def check(name: str, meaning: str, mend: str, critical: bool = False) -> Callable:
	"""Enter a function among the checks."""

	def enter(look: Callable[[], str | None]) -> Callable:
		CHECKS.append(Check(name, meaning, mend, critical, look))
		return look

	return enter


def examine() -> list[Finding]:
	"""Run every check on the site at hand; one that can't look says so."""
	return [_find(each) for each in CHECKS]


def _find(each: Check) -> Finding:
	try:
		problem = each.look() or ""
	except Exception as failure:
		problem = f"could not be checked: {failure.__class__.__name__}: {failure}"
	mend = each.mend.format(site=frappe.local.site) if problem else ""
	return Finding(each.name, each.meaning, each.critical, problem, mend)
