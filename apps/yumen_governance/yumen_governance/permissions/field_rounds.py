"""Who sees patrols, their tasks and talks: by territory, the centre everything. Positions: the member and their leader alone.

A patrol is changed by whoever makes it until they end it; a talk by whoever told it and by their leaders, who answer; a task
by its leaders. Who left a grid sees nothing of it any more, but what their phone still has to send is taken.
"""

from collections.abc import Callable

import frappe
from pypika.terms import Criterion

from yumen_governance.grid_management.posts import LEADING
from yumen_governance.permissions import roles, visits
from yumen_governance.permissions.case import WRITING
from yumen_governance.permissions.office import in_term
from yumen_governance.permissions.registry import in_charge
from yumen_governance.permissions.scope import Scope, any_of, literal, matches, scope_of, to_sql

PATROL, TASK, TALK, TRAIL, NOTICE = (
	"Patrol",
	"Patrol Task",
	"Publicity Talk",
	"Position Trail",
	"Public Notice",
)
# Who keeps notices sees them before they are out
KEEP_NOTICES = frozenset({roles.ADMINISTRATOR, roles.DISPATCHER, roles.AUDITOR})


def has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	"""has_permission of what is recorded in the field; the stored record is asked, never values that came in."""
	scope = scope_of(user or frappe.session.user)
	if ptype == "create" or not doc.name or not frappe.db.exists(doc.doctype, doc.name):
		return doc.doctype == NOTICE or not doc.get("grid") or in_charge(doc.doctype, doc.grid, scope)
	criterion = (writable if ptype in WRITING else readable)(doc.doctype, scope)
	return criterion is None or matches(doc.doctype, doc.name, criterion)


def readable(doctype: str, scope: Scope) -> Criterion | None:
	"""The criterion for what a person sees of PATROL, TASK, TALK, TRAIL or NOTICE; None means everything."""
	table = frappe.qb.DocType(doctype)
	if doctype == TRAIL:
		return table.user.isin([literal(user) for user in (scope.user, *sorted(led_by(scope.user)))])
	if doctype == NOTICE:
		keeps = scope.user == "Administrator" or bool(scope.roles & KEEP_NOTICES)
		return None if keeps else (table.is_active == 1) & (table.to_read_out == 1)
	if scope.sees_all:
		return None
	return any_of(scope.under(table.grid_path))


def writable(doctype: str, scope: Scope) -> Criterion | None:
	"""The criterion for what a person changes; None means everything that the role lets them."""
	table = frappe.qb.DocType(doctype)
	if doctype == NOTICE:
		return readable(NOTICE, scope)
	mine = table.user == literal(scope.user)
	if doctype == PATROL:
		return mine & ((table.status == "Under Way") | table.closed_by_itself_on.isnotnull())
	led = visits.led_by(scope, table.grid_path)
	if doctype == TALK:
		return any_of([mine, *led])
	return any_of(led if doctype == TASK else [])


def led_by(user: str) -> set[str]:
	"""Return the accounts of those whose leader a person is: of their grid, or of the nearest above that has one."""
	member = frappe.qb.DocType("Grid Member")
	office = (member.is_active == 1) & in_term(member) & member.user.isnotnull()
	led = frappe.qb.from_(member).select(member.grid_path).where(office & member.post.isin(LEADING))
	paths = led.where(member.user == user).run(pluck=True)
	if not paths:
		return set()
	rows = (
		frappe.qb.from_(member)
		.select(member.user, member.post, member.grid_path)
		.where(office & any_of([member.grid_path.like(literal(f"{path}%")) for path in paths]))
	).run()
	leaders: dict[str, set[str]] = {}
	for account, post, path in rows:
		if post in LEADING:
			leaders.setdefault(path, set()).add(account)
	return {account for account, _post, path in rows if user in _leaders_of(account, path, leaders)} - {user}


def _leaders_of(account: str, path: str, leaders: dict[str, set[str]]) -> set[str]:
	"""The leaders of the nearest grid, from one's own upwards, that has one besides oneself."""
	names = path.rstrip(".").split(".")
	for length in range(len(names), 0, -1):
		above = ".".join(names[:length]) + "."
		if others := leaders.get(above, set()) - {account}:
			return others
	return set()


def _conditions_of(doctype: str) -> Callable:
	def query_conditions(user: str | None = None) -> str:
		return to_sql(readable(doctype, scope_of(user or frappe.session.user)))

	return query_conditions


conditions_of_patrol = _conditions_of(PATROL)
conditions_of_task = _conditions_of(TASK)
conditions_of_talk = _conditions_of(TALK)
conditions_of_trail = _conditions_of(TRAIL)
conditions_of_notice = _conditions_of(NOTICE)
