"""What the sender of a tip-off does by its tracking code: add to it, say how satisfied they are, appeal once."""

import hashlib
from datetime import datetime

import frappe
from frappe import _

from yumen_governance.events.handling import acts, follow_up
from yumen_governance.events.intake import pictures as event_pictures
from yumen_governance.events.intake import taking_in
from yumen_governance.grid_management.code_written import write
from yumen_governance.public_portal import account, tip_offs, tracking
from yumen_governance.public_portal.doctype.public_portal_settings.public_portal_settings import settings
from yumen_governance.public_portal.plain_words import has_markup
from yumen_governance.seed.portal import ACCOUNT, ADDED, SOURCE
from yumen_governance.time_limits import outbox

GRADES = ("Very Satisfied", "Satisfied", "Neutral", "Dissatisfied", "Very Dissatisfied")
LONGEST_COMMENT = 1000


class AnswerError(frappe.ValidationError):
	pass


def add(tip_off, text: str, pictures: list[dict], now: datetime) -> None:
	"""Add words and pictures to a tip-off that isn't ended; whoever may act next is told.

	:raises AnswerError: it is ended, there is nothing to add, or a picture can't be taken
	"""
	event = tracking.event_of(tip_off)
	if event.stage in tracking.ENDED:
		_refuse(_("This is closed; nothing can be added any more."))
	text, problems = _text(text), []
	read = event_pictures.read_pictures(pictures, problems)
	if not text and not read:
		_refuse(_("Please write something, or choose a picture."))
	most = frappe.db.get_single_value("Event Settings", "pictures_of_an_event")
	if most and event_pictures.count_of(event.name) + len(read) > most:
		problems.append(_("An event may have at most {0} pictures.").format(most))
	if problems:
		_refuse("<br>".join(map(frappe.utils.escape_html, problems)))
	with account.acting():
		event_pictures.attach(event.name, read)
		words = text or _("{0} pictures").format(len(read))
		acts.note(event, ADDED, ACCOUNT, now, words)
		_tell_handlers(event, words)


def _tell_handlers(event, words: str) -> None:
	outbox.post(
		outbox.Notice(
			"Information Added",
			event.doctype,
			event.name,
			outbox.next_actors(event),
			{"opinion": words[:200]},
			key=f"added:{frappe.generate_hash(length=20)}",
		)
	)


def rate(tip_off, satisfaction: str, comment: str, now: datetime) -> None:
	"""Take in how satisfied the sender is with how it was settled; not satisfied, it is reopened, once.

	:raises AnswerError: it isn't settled, was rated already, or the grade is none
	"""
	event = tracking.event_of(tip_off)
	if satisfaction not in GRADES:
		_refuse(_("Please choose how satisfied you are."))
	if not tracking.may_rate(tip_off, event):
		_refuse(_("This was answered already, or isn't settled yet."))
	words = _text(comment)
	with account.acting():
		reopened = follow_up.answered(
			event, satisfaction, words, ACCOUNT, now, reopens=not tip_off.reopened_on
		)
	tip_off.update({"satisfaction": satisfaction, "rating_comment": words, "rated_on": now})
	if reopened:
		tip_off.reopened_on = now
	write(tip_off)


def appeal(tip_off, reason: str, now: datetime) -> str:
	"""Bring a tip-off before the centre once more, as an event of its own; return its number.

	:raises AnswerError: it may not be appealed, or no reason is given
	"""
	event, words = tracking.event_of(tip_off), _text(reason)
	if not tracking.may_appeal(tip_off, event, now):
		_refuse(_("An appeal isn't possible here, or was made already."))
	if len(words) < tip_offs.SHORTEST_TEXT:
		_refuse(_("Please say why you appeal."))
	with account.acting():
		taken = taking_in.take_in(_appeal(tip_off, event, words), ACCOUNT, now)
	tip_off.update({"appealed_on": now, "appeal_event": taken.event})
	write(tip_off)
	return taken.event


def _appeal(tip_off, event, words: str) -> dict:
	return {
		"source": SOURCE,
		"idempotency_key": hashlib.sha256(f"appeal\0{tip_off.name}".encode()).hexdigest()[:32],
		"title": _("Appeal: {0}").format(event.title)[:140],
		"category": settings().appeal_category or event.category,
		"grid": event.grid,
		"address": event.address,
		"for_dispatcher": True,
		"description": _("Appeal about {0}: {1}").format(event.name, words),
	}


def _text(text: str | None) -> str:
	words = str(text or "").strip()
	if len(words) > LONGEST_COMMENT:
		_refuse(_("At most {0} characters, please.").format(LONGEST_COMMENT))
	if has_markup(words):
		_refuse(_("Please write plain words only, without code of web pages."))
	return words


def _refuse(sentence: str) -> None:
	frappe.throw(sentence, AnswerError)
