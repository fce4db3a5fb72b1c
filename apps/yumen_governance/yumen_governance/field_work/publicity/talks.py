"""Talks as the phone tells them: what was told to whom, what was asked, and answers given later."""

from datetime import datetime

import frappe
from frappe import _
from frappe.utils import cint

from yumen_governance.events.intake.pictures import attach_to
from yumen_governance.field_work.sync.items import Item, Taken, check_base, text_in
from yumen_governance.grid_management.minutes import to_the_minute

TALK, NOTICE = "Publicity Talk", "Public Notice"
FIELDS = ("topic", "grid", "audience", "household", "group_name", "place", "question", "answer")
MOST_NOTICES = 20


class TalkError(frappe.ValidationError):
	pass


def take(item: Item, user: str, now: datetime) -> Taken:
	"""Take a talk (sync kind `talk`): FIELDS, `notices` (names), `people`, `answer_owed`; photos.

	:raises frappe.ValidationError: says what is missing
	:raises frappe.PermissionError: the grid or the household is another's
	"""
	talk = frappe.new_doc(TALK)
	talk.update({key: text_in(item.values, key) or None for key in FIELDS})
	talk.update(
		{"people": cint(item.values.get("people")), "answer_owed": cint(item.values.get("answer_owed"))}
	)
	talk.told_on = to_the_minute(item.happened_on)
	if talk.household and not talk.grid:
		talk.grid = frappe.db.get_value("Household", talk.household, "grid")
	notices = _notices(item.values.get("notices"))
	talk.set("notices", [{"notice": row.name} for row in notices])
	talk.topic = (talk.topic or "、".join(row.title for row in notices))[:140]
	talk.insert()
	attach_to(TALK, talk.name, item.photos)
	return Taken("talks", talk.name)


def take_answer(item: Item, user: str, now: datetime) -> Taken:
	"""Take the answer that was owed (sync kind `talk_answer`): `talk`, `answer`.

	:raises Conflict: somebody answered in the meantime
	"""
	talk = frappe.get_doc(TALK, text_in(item.values, "talk"), for_update=True)
	talk.check_permission("write")
	check_base(talk, item)
	answer = text_in(item.values, "answer")
	if not answer:
		frappe.throw(_("Write down the answer."), TalkError)
	talk.update({"answer": answer}).save()
	return Taken("talks", talk.name)


def _notices(sent: object) -> list:
	"""Return the notices to read out that a talk names, in its order."""
	names = [str(name) for name in sent][:MOST_NOTICES] if isinstance(sent, list) else []
	filters = {"name": ["in", names or [""]], "to_read_out": 1}
	found = {row.name: row for row in frappe.get_all(NOTICE, filters, ["name", "title"])}
	return [found[name] for name in dict.fromkeys(names) if name in found]
