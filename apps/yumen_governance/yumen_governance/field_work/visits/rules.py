"""The rules of a visit: with a purpose (去有目的), with findings (来有问题), with feedback after (后有反馈)."""

from datetime import datetime, timedelta

import frappe
from frappe import _
from frappe.utils import add_days, flt, format_datetime, getdate

from yumen_governance.field_work.entry_days.settings import settings
from yumen_governance.field_work.visits import lately
from yumen_governance.field_work.visits.states import (
	AWAITING,
	COMPLETE,
	HELP_OPEN,
	NOBODY,
	PURPOSE_SET,
	VISIT,
)
from yumen_governance.grid_management.grid_paths import keep_paths
from yumen_governance.grid_management.grid_points import in_city
from yumen_governance.grid_management.minutes import to_the_minute
from yumen_governance.permissions.scope import scope_of
from yumen_governance.permissions.visits import leads, may_call_on, may_open_event

EVENT = "Governance Event"
# A phone's clock and the server's may differ by so much
TOLERANCE = timedelta(minutes=10)
# What only code writes
KEPT = (
	*("visited_by", "visitor_name", "purpose_on", "feedback_on", "feedback_due_on", "event", "hazard"),
	*("help_status", "help_answer", "help_answered_by", "help_answered_by_name"),
	*("help_answered_on", "reminded_on", "grid"),
	*("earlier_visit_on", "earlier_visitor", "again_from"),
)
HELP = (
	*("help_status", "help_answer", "help_answered_by", "help_answered_by_name", "help_answered_on"),
	"help_wanted",
)
# What isn't changed any more once a visit is complete
SAID = ("purpose", "findings", "feedback", "met", "visited_on", "needs_help", "help_wanted", "unit", "plan")
TEXTS = ("purpose", "findings", "feedback", "help_wanted", "met_names", "repeat_reason")


class VisitError(frappe.ValidationError):
	pass


class SecondVisitError(VisitError):
	pass


def check(visit, user: str, now: datetime) -> None:
	"""Place, complete and judge a visit before it is stored.

	:raises VisitError: says what is missing or impossible
	:raises SecondVisitError: somebody called on the household within the set days, and no reason was given
	:raises frappe.PermissionError: the household isn't the person's to call on, or the visit not theirs to change
	"""
	before = visit.get_doc_before_save()
	if not visit.flags.by_code:
		_keep(visit, before, user)
	for name in TEXTS:
		visit.set(name, (visit.get(name) or "").strip())
	if visit.is_new():
		begin(visit, user, now)
	_place(visit)
	_check_links(visit, before)
	_check_said(visit, now)
	_follow_feedback(visit, before, now)
	_look_back(visit)
	_follow_help(visit)
	visit.status = status_of(visit)


def begin(visit, user: str, now: datetime) -> None:
	"""Say who comes and to whom, and refuse whoever has nothing to do with the household."""
	visit.visited_by = user
	visit.visitor_name = frappe.get_cached_value("User", user, "full_name")
	visit.purpose_on = visit.flags.purpose_on or now
	if not visit.household:
		visit.household = _household_of(visit.about_event)
	if not frappe.db.exists("Household", visit.household):
		frappe.throw(_("This household isn't in the registry."), VisitError)
	if not may_call_on(visit.household, user) and not _comes_for_a_unit(visit, user):
		frappe.throw(_("You are not in charge of this household."), frappe.PermissionError)


def task_of(name: str) -> tuple[str, datetime, datetime | None] | None:
	"""Return whose visit it is, when its purpose was set, and when it took place if it did (hook `position_tasks`)."""
	return frappe.db.get_value(VISIT, name, ["visited_by", "purpose_on", "visited_on"])


def status_of(visit) -> str:
	"""Say how far a visit is: complete with purpose, findings, feedback and, where it is asked for, a reason."""
	if visit.met == NOBODY:
		return NOBODY
	if not visit.met:
		return PURPOSE_SET
	has_all = visit.purpose and visit.findings and visit.feedback and not asks_repeat_reason(visit)
	return COMPLETE if has_all else AWAITING


def asks_repeat_reason(visit) -> bool:
	"""Tell whether a visit needs a reason for coming again, and has none."""
	return bool(visit.earlier_visit_on and not visit.repeat_reason)


def _keep(visit, before, user: str) -> None:
	for name in KEPT:
		visit.set(name, before.get(name) if before else None)
	if not before:
		return
	if user not in (before.visited_by, "Administrator") and not leads(user, before.grid_path):
		frappe.throw(
			_("Only the visitor and the leaders of the grid change a visit."), frappe.PermissionError
		)
	if before.status == COMPLETE and any(_text(visit, name) != _text(before, name) for name in SAID):
		frappe.throw(_("This visit is complete; what it says isn't changed any more."), VisitError)


def _text(doc, name: str) -> str:
	return str(doc.get(name) or "").strip()


def _household_of(event: str | None) -> str | None:
	"""The household of the person whom an event concerns."""
	resident = frappe.db.get_value(EVENT, event, "resident") if event else None
	household = frappe.db.get_value("Resident", resident, "household") if resident else None
	if not household:
		frappe.throw(_("Choose the household, or an event that concerns a person of it."), VisitError)
	return household


def _comes_for_a_unit(visit, user: str) -> bool:
	"""Whether somebody comes for a unit, about an event that they may open and that concerns this household."""
	if not visit.about_event or not visit.unit:
		return False
	from_event = _household_of(visit.about_event) == visit.household
	return from_event and may_open_event(visit.about_event, user)


def _place(visit) -> None:
	household = frappe.db.get_value(
		"Household", visit.household, ["head_name", "address", "grid"], as_dict=True
	)
	if visit.is_new() or not visit.grid:
		visit.grid = household.grid
	keep_paths(visit, "grid")
	visit.head_name = household.head_name
	address = frappe.db.get_value("Standard Address", household.address, "full_address")
	visit.address = (address or "")[:140]


def _check_links(visit, before) -> None:
	"""Links that came in name what the person may see, and what belongs to this household."""
	for name, require in (("unit", _require_unit), ("about_event", _require_event), ("plan", _require_plan)):
		if visit.get(name) and not (before and before.get(name) == visit.get(name)):
			require(visit)
	if visit.met_resident:
		household = frappe.db.get_value("Resident", visit.met_resident, "household")
		if household != visit.household:
			frappe.throw(_("Choose a resident of this household."), VisitError)
	items = [row.item for row in visit.knowledge]
	if doubled := next((item for item in items if items.count(item) > 1), None):
		frappe.throw(_("{0} is listed twice.").format(doubled), VisitError)


def _require_event(visit) -> None:
	if not may_open_event(visit.about_event):
		frappe.throw(_("Choose an event that you may open."), frappe.PermissionError)


def _require_plan(visit) -> None:
	if frappe.db.get_value("Entry Day Plan", visit.plan, "user") != visit.visited_by:
		frappe.throw(_("This plan is another member's."), VisitError)


def _require_unit(visit) -> None:
	if visit.visited_by != "Administrator" and visit.unit not in scope_of(visit.visited_by).units:
		frappe.throw(_("Choose a unit that you handle for."), frappe.PermissionError)


def _check_said(visit, now: datetime) -> None:
	if not visit.purpose:
		frappe.throw(_("Write the purpose of the visit before you go."), VisitError)
	if not visit.met:
		if visit.findings or visit.feedback or visit.needs_help:
			frappe.throw(_("Say who was met, or that nobody was at home."), VisitError)
		visit.visited_on = None
		return
	visit.visited_on = to_the_minute(visit.visited_on or now)
	if visit.visited_on > now + TOLERANCE:
		frappe.throw(_("A visit can't lie in the future."), VisitError)
	if visit.met == NOBODY and (visit.findings or visit.needs_help or visit.feedback):
		frappe.throw(_("Where nobody was at home, nothing was found and nothing is fed back."), VisitError)
	if visit.met != NOBODY and not visit.findings:
		frappe.throw(_("Write what was found, also where all is well."), VisitError)
	if visit.needs_help and not visit.help_wanted:
		frappe.throw(_("Say what help is needed."), VisitError)
	_check_position(visit)


def _check_position(visit) -> None:
	if not visit.longitude and not visit.latitude:
		visit.longitude = visit.latitude = None
		return
	if not in_city(flt(visit.longitude), flt(visit.latitude)):
		frappe.throw(_("This place lies outside the city. Leave the position out."), VisitError)


def _follow_feedback(visit, before, now: datetime) -> None:
	if visit.met and visit.met != NOBODY and not visit.feedback_due_on:
		days = int(settings().feedback_days or 0)
		visit.feedback_due_on = getdate(add_days(getdate(visit.visited_on), days))
	if visit.feedback and not (before and before.feedback):
		visit.feedback_on = now
	elif not visit.feedback:
		visit.feedback_on = None


def _look_back(visit) -> None:
	"""Find who called on the household shortly before; from a phone a visit is taken even without a reason: it took place."""
	if not visit.met or visit.met == NOBODY:
		visit.earlier_visit_on = visit.earlier_visitor = visit.again_from = None
		return
	visit.again_from = lately.again_from(visit.visited_on)
	earlier = lately.last_before(visit.household, visit.visited_on, visit.name)
	if not earlier:
		visit.earlier_visit_on = visit.earlier_visitor = None
		return
	visit.earlier_visit_on, visit.earlier_visitor = earlier.visited_on, lately.words_of(earlier)[:140]
	if asks_repeat_reason(visit) and not visit.flags.from_phone:
		frappe.throw(
			_("{0} called on this household on {1}. Say why you come again.").format(
				visit.earlier_visitor, format_datetime(earlier.visited_on, "yyyy-MM-dd")
			),
			SecondVisitError,
		)


def _follow_help(visit) -> None:
	if not visit.needs_help:
		visit.update(dict.fromkeys(HELP))
	elif not visit.help_status:
		visit.help_status = HELP_OPEN
