"""Risks of a dispute: what makes it an emergency, and who is told in the transaction that makes it one."""

from datetime import datetime

import frappe
from frappe import _

from yumen_governance.dispute_resolution import access
from yumen_governance.grid_management.grid_words import listing
from yumen_governance.permissions import roles
from yumen_governance.permissions.office import holders_of
from yumen_governance.time_limits import outbox
from yumen_governance.time_limits.clocks.rules import EMERGENCY

FLAGS = ("risk_violence", "risk_self_harm", "mass_incident", "skip_level_petition")
ENDED = ("Closed", "Void")


def mark(case, now: datetime) -> None:
	"""Say whether a case is an emergency, and when measures were taken, before its clocks are decided."""
	case.is_emergency = int(any(case.get(flag) for flag in FLAGS))
	if not case.emergency_measures:
		case.emergency_handled_on = None
	elif not case.emergency_handled_on:
		case.emergency_handled_on = now


def note(case, now: datetime) -> None:
	"""Note since when a case is an emergency; a draft becomes one when it is registered."""
	if not case.is_emergency:
		case.emergency_since = None
	elif not case.emergency_since and case.stage not in ("Intake", *ENDED):
		case.emergency_since = now
		case.flags.emergency_begins = True


def follow(case, now: datetime) -> None:
	"""Let the chief mediators into a new emergency that isn't sealed, and tell whoever must act."""
	if not case.flags.pop("emergency_begins", None):
		return
	chiefs = [] if case.confidentiality == "Sealed" else _not_excluded(case, holders_of(roles.CHIEF_MEDIATOR))
	for chief in chiefs:
		access.grant(case.name, access.Grant(access.EMERGENCY, user=chief), now, told=False)
	_tell(case, chiefs)


def _not_excluded(case, users: list[str]) -> list[str]:
	return [user for user in users if not access.is_excluded(case.name, user)]


def _tell(case, chiefs: list[str]) -> None:
	directors = _not_excluded(case, holders_of(roles.CENTRE_DIRECTOR))
	audience = outbox.users(*dict.fromkeys([*directors, *chiefs, *access.people_of(case.name)]))
	if case.lead_unit and case.confidentiality != "Sealed":
		audience = audience | outbox.unit(case.lead_unit)
	labels = [_(case.meta.get_label(flag)) for flag in FLAGS if case.get(flag)]
	outbox.post(
		outbox.Notice(
			event_type="Emergency",
			doctype=case.doctype,
			name=case.name,
			audience=audience,
			values={"reason": listing(labels), "due_on": _due(case)},
			key=f"emergency:{case.name}:{case.emergency_since}",
			urgent=True,
		)
	)


def _due(case) -> datetime | None:
	clock = {"reference_doctype": case.doctype, "reference_name": case.name, "kind": EMERGENCY}
	return frappe.db.get_value("Case Clock", {**clock, "status": "Running"}, "due_on")
