"""What a template would say, with invented values; and the choices that hold for who made none."""

from datetime import datetime, timedelta

from frappe import _
from frappe.utils import get_url, now_datetime

from yumen_governance.time_limits.doctype.message_template.message_template import allowed_variables
from yumen_governance.time_limits.outbox.event_types import CHOSEN_KINDS
from yumen_governance.time_limits.outbox.texts import fill, fit_to_leave, shown, sms_parts
from yumen_governance.time_limits.outbox.wishes import DEFAULT, DESK, FIELDS, SMS

NUMBER = "GE-2026-00001"
TEXTS = {
	"number": NUMBER,
	"title": "小区消防通道被占用",
	"action": "Dispatch",
	"state": "Dispatched",
	"actor": "王某某",
	"unit": "住房和城乡建设局",
	"opinion": "请现场核实后办理",
	"reason": "情况复杂，需要联合现场勘查",
	"kind": "Handle",
	"percent": "80",
	"level": "Yellow",
	"decision": "Approved",
	"role_in_case": "Lead",
	"merged_into": "GE-2026-00002",
	"year": "2027",
	"count": "3",
	"lines": "1. 待您办理（GE-2026-00001）\n2. 即将到期（GE-2026-00002）\n3. 催办（GE-2026-00003）",
	"channel": "站内消息",
	"day": "2026-12-10",
	"record_kind": "Household",
	"service": "劳动人事争议仲裁申请",
}


def preview(event_type: str, channel_kind: str, subject: str | None, body: str | None) -> dict:
	"""Return a template's subject and text with invented values, their length, and what variables there are."""
	values = shown(sample(event_type, now_datetime()))
	texts = [fill(text, values) for text in (subject, body)]
	if channel_kind != DESK:
		texts = [fit_to_leave(text) for text in texts]
	allowed = allowed_variables(event_type, channel_kind)
	return {
		"subject": "" if channel_kind == SMS else texts[0],
		"text": texts[1],
		"length": len(texts[1]),
		"parts": sms_parts(texts[1]) if channel_kind == SMS else None,
		"variables": [{"name": name, "label": label_of(name)} for name in allowed],
	}


def sample(event_type: str, now: datetime) -> dict[str, object]:
	"""Return an invented value for each variable of an event type."""
	names = allowed_variables(event_type, DESK)
	times = {name: now + timedelta(days=2) for name in names if name.endswith("_on")}
	texts = {name: TEXTS[name] for name in names if name in TEXTS}
	return {**times, **texts, "url": get_url(f"/app/governance-event/{NUMBER}")}


def label_of(name: str) -> str:
	"""Return what a variable stands for, in the reader's language."""
	return {
		"number": _("number of the event"),
		"title": _("title of the event"),
		"url": _("address of the event's page"),
		"action": _("what was done"),
		"state": _("state of the event now"),
		"actor": _("who did it"),
		"due_on": _("when it must be done"),
		"new_due_on": _("the new due time"),
		"answer_by_on": _("until when an answer is expected"),
		"review_on": _("when it is looked at again"),
		"opinion": _("opinion or instruction"),
		"reason": _("reason"),
		"unit": _("name of the unit"),
		"decision": _("the decision"),
		"kind": _("which time limit"),
		"percent": _("how much of the time is used, in percent"),
		"level": _("level"),
		"role_in_case": _("lead or assisting"),
		"merged_into": _("number of the event that it was merged into"),
		"year": _("year"),
		"count": _("how many messages"),
		"lines": _("the messages, one a line"),
		"channel": _("name of the channel"),
		"day": _("the day"),
		"record_kind": _("kind of record"),
		"service": _("the service"),
		"starts_on": _("when it begins"),
	}.get(name, name)


def usual_choices() -> list[dict]:
	"""Return the rows of a preference that says what holds without one."""
	return [
		{"kind": kind, **{field: int(channel in DEFAULT[kind]) for field, channel in FIELDS.items()}}
		for kind in CHOSEN_KINDS
	]
