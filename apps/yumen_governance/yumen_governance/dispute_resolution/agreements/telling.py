"""What mediators are told of an agreement, and what is open to the parties when it isn't performed."""

import frappe
from frappe import _
from frappe.utils import formatdate

from yumen_governance.time_limits import outbox

CONFIRMED = "Confirmed"


def mediators_of(step: str) -> list[str]:
	"""Return the accounts of the mediators of a step, without those who stepped aside."""
	filters = {"parent": step, "parenttype": "Resolution Step", "recused": 0, "user": ["is", "set"]}
	return frappe.get_all("Step Mediator", filters, pluck="user", order_by="idx")


def actors(name: str, role: str) -> list[str] | None:
	"""The hook case_actors: the mediators of an agreement, whatever the role in which they act on it."""
	step = frappe.db.get_value("Mediation Agreement", name, "step")
	return mediators_of(step) if step else None


def breached(agreement, instalment) -> None:
	"""Tell the mediators once that an instalment wasn't performed on its day."""
	users = mediators_of(agreement.step)
	if users:
		_post("Instalment Breached", agreement, users, f"breached:{instalment.name}", instalment)


def _post(event_type: str, agreement, users: list[str], key: str, instalment) -> None:
	values = {"day": formatdate(instalment.due_on), "instalment": str(instalment.number)}
	audience = outbox.users(*users)
	outbox.post(outbox.Notice(event_type, agreement.doctype, agreement.name, audience, values, key))


def remedies(agreement, late: list) -> str:
	"""Say which instalments are late, and what the other party may do now."""
	numbers = "、".join(str(row.number) for row in late)
	return "\n".join((_("Not performed on its day: instalment {0}.").format(numbers), _way_on(agreement)))


def _way_on(agreement) -> str:
	filters = {"agreement": agreement.name, "result": CONFIRMED}
	if frappe.db.exists("Judicial Confirmation", filters):
		return _(
			"A court confirmed the agreement: the other party may apply for enforcement within two years"
			" (Civil Procedure Law, arts. 206 and 250)."
		)
	return _(
		"The committee urges performance (People's Mediation Law, art. 31); the other party may sue at a court"
		" (art. 32)."
	)
