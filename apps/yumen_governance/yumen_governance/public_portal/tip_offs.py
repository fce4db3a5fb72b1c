"""Tip-offs of residents: taken in by the intake of every channel, their sender kept apart and sealed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

import frappe
from frappe import _

from yumen_governance.events.intake import keys as intake_keys
from yumen_governance.events.intake import taking_in
from yumen_governance.events.intake.telling import RECEIVED
from yumen_governance.grid_management.code_written import write
from yumen_governance.public_portal import account, codes, limits, phones, places
from yumen_governance.public_portal.doctype.public_portal_settings.public_portal_settings import settings
from yumen_governance.public_portal.plain_words import has_markup
from yumen_governance.seed.portal import ACCOUNT, SOURCE
from yumen_governance.time_limits import outbox

TIP_OFF = "Public Tip-off"
KEY = re.compile(r"[0-9a-f]{32}")
SHORTEST_TEXT, LONGEST_TEXT, LONGEST_NAME, TITLE = 4, 2000, 40, 30


class TipOffError(frappe.ValidationError):
	pass


@dataclass(frozen=True)
class Sender:
	"""Who sends a tip-off; empty for an anonymous one."""

	name: str = ""
	phone: str = field(default="", repr=False)
	code: str = field(default="", repr=False)
	may_be_named: bool = False


@dataclass(frozen=True)
class Receipt:
	"""What the sender gets: the number of the event, and the code by which they track it."""

	event: str
	code: str


def take_in(sent: Mapping, pictures: list[dict], now: datetime) -> Receipt:
	"""Take in a tip-off; the same one under the same key again gets the same receipt.

	:param sent: key (32 hex digits made by chance), category, text; longitude and latitude, or grid, address;
		name, phone, phone_code, may_be_named; about_unit
	:param pictures: {file_name, content} each
	:raises TipOffError: says what is missing or wrong
	:raises limits.TooManyError: the phone sent too many
	"""
	_check_kinds(sent)
	_check(sent)
	sender, key = _sender(sent), sent["key"]
	report = _report(sent, sender, pictures)
	is_known = bool(intake_keys.known({(SOURCE, key)}))
	if sender.phone and not is_known:
		_check_sender(sender, now)
	with account.acting():
		taken = taking_in.take_in(report, ACCOUNT, now)
		if taken.outcome == taking_in.NEW:
			_store(taken.event, key, sender, sent.get("about_unit"))
	return Receipt(taken.event, codes.code_of(key))


def _check_kinds(sent: Mapping) -> None:
	wrong = sorted(str(name) for name, value in sent.items() if isinstance(value, dict | list))
	if wrong:
		words = _("{0}: a text is expected.").format(frappe.utils.escape_html(", ".join(wrong)[:200]))
		frappe.throw(words, TipOffError)
	if has_markup(*sent.values()):
		frappe.throw(_("Please write plain words only, without code of web pages."), TipOffError)


def _check(sent: Mapping) -> None:
	if not settings().is_open:
		frappe.throw(_("The portal takes in nothing at the moment. Please call the centre."), TipOffError)
	if not KEY.fullmatch(str(sent.get("key") or "")):
		frappe.throw(_("This report came without a key of its own. Please load the page anew."), TipOffError)
	text = str(sent.get("text") or "").strip()
	if not SHORTEST_TEXT <= len(text) <= LONGEST_TEXT:
		words = _("Please say what happened, in {0} to {1} characters.")
		frappe.throw(words.format(SHORTEST_TEXT, LONGEST_TEXT), TipOffError)
	if sent.get("category") not in {row.category for row in settings().categories}:
		frappe.throw(_("Please choose what it is about."), TipOffError)
	if (unit := sent.get("about_unit")) and not frappe.db.exists("Functional Unit", str(unit)):
		frappe.throw(_("Please choose the unit from the list."), TipOffError)


def _sender(sent: Mapping) -> Sender:
	name, phone = (str(sent.get(field) or "").strip() for field in ("name", "phone"))
	if not phone:
		return Sender()
	may_be_named = bool(sent.get("may_be_named")) and not sent.get("about_unit")
	code = str(sent.get("phone_code") or "")
	return Sender(name[:LONGEST_NAME], phones.read(phone), code, may_be_named)


def _check_sender(sender: Sender, now: datetime) -> None:
	limits.check_phone(sender.phone, now)
	if phones.can_send():
		phones.check_code(sender.phone, sender.code)


def _report(sent: Mapping, sender: Sender, pictures: list[dict]) -> dict:
	"""Return the tip-off as the intake reads it; the sender is in it only where they agreed."""
	text, unit = str(sent["text"]).strip(), sent.get("about_unit")
	named = {"reporter_name": sender.name, "reporter_phone": sender.phone} if sender.may_be_named else {}
	return {
		"source": SOURCE,
		"idempotency_key": sent["key"],
		"title": title_of(text),
		"category": sent["category"],
		"description": f"{_complained(unit)}{text}",
		"address": str(sent.get("address") or "").strip()[:140],
		**places.of(sent),
		**named,
		"pictures": pictures,
		"for_dispatcher": bool(unit),
	}


def title_of(text: str) -> str:
	"""Return the beginning of a text, as the title of its event."""
	line = " ".join(text.split())
	return f"{line[:TITLE]}…" if len(line) > TITLE else line


def _complained(unit: str | None) -> str:
	"""Say whom a complaint is about, so that the centre doesn't hand it to them."""
	if not unit:
		return ""
	return _("[About {0}: not to be handed to this unit]").format(
		frappe.db.get_value("Functional Unit", unit, "unit_name")
	)


def _store(event: str, key: str, sender: Sender, unit: str | None) -> None:
	tip_off = frappe.new_doc(TIP_OFF)
	tip_off.update({"event": event, "code_index": codes.index_of(codes.code_of(key)), "about_unit": unit})
	tip_off.update({"is_anonymous": int(not sender.phone), "may_be_named": int(sender.may_be_named)})
	tip_off.update({"reporter_name": sender.name, "reporter_phone": sender.phone})
	if sender.phone and phones.can_send():
		tip_off.phone_verified = 1
		phones.use_code(sender.phone)
	write(tip_off)
	if sender.phone and not sender.may_be_named:
		notice = outbox.Notice(
			RECEIVED,
			"Governance Event",
			event,
			outbox.reporter(phone=sender.phone),
			{"number": event},
			key=f"report_received:{event}",
		)
		outbox.post(notice)
