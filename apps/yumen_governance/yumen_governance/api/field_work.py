"""What a grid leader sees of the grids under them, and what a visitor asks before calling on a household."""

import frappe
from frappe import _
from frappe.utils import getdate

from yumen_governance.field_work.knowledge import coverage as knowledge
from yumen_governance.field_work.knowledge import leading
from yumen_governance.field_work.visits import lately
from yumen_governance.permissions.visits import KNOWLEDGE, may_call_on, posts_of


@frappe.whitelist(methods=["GET"])
def leader_view(days: int = 30) -> dict:
	"""Return what a leader has to know of the grids under them.

	:param days: how far back is counted, 1 to 366
	:return: `since`; `came_in`, numbers; `grids`, how well each is known; `needs`, visits that brought a need without an answer
	:raises frappe.PermissionError: the person leads no grid
	"""
	if not frappe.has_permission("Entry Day Summary", "read"):
		frappe.throw(_("You don't lead a grid."), frappe.PermissionError)
	user, today = frappe.session.user, getdate()
	territory, since = _led(user), knowledge.since(days, today)
	return {
		"since": str(since),
		"came_in": leading.came_in(territory, since, today),
		"grids": knowledge.by_grid(territory, since, today),
		"needs": leading.needs(territory, user),
	}


@frappe.whitelist(methods=["GET"])
def coverage(grid: str | None = None, days: int = 90) -> list[dict]:
	"""Return how well the grids of one's territory are known, each grid of the lowest level.

	:param grid: only those under this one
	:param days: households count as seen within so many days, 1 to 366
	:raises frappe.PermissionError: the person may not read what is known of grids
	"""
	if not frappe.has_permission(KNOWLEDGE, "read"):
		frappe.throw(_("You are not permitted to see this."), frappe.PermissionError)
	today = getdate()
	rows = knowledge.by_grid(knowledge.seen_by(frappe.session.user), knowledge.since(days, today), today)
	return knowledge.under(rows, grid)


@frappe.whitelist(methods=["GET"])
def recent_visits(household: str) -> list[dict]:
	"""Return who called on a household within the days in which another visit asks for a reason; never what was found.

	:raises frappe.PermissionError: the household isn't the person's to call on
	"""
	may_read = frappe.has_permission("Household Visit", "create")
	if not may_read or not may_call_on(household, frappe.session.user):
		frappe.throw(_("You are not in charge of this household."), frappe.PermissionError)
	return lately.recent(household)


def _led(user: str) -> knowledge.Territory:
	"""The grids that a person leads."""
	if user == "Administrator":
		return knowledge.Territory(None)
	paths = posts_of(user).led
	if not paths:
		frappe.throw(_("You don't lead a grid."), frappe.PermissionError)
	return knowledge.Territory(paths)
