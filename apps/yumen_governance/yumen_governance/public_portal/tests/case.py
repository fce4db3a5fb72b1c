"""What the tests of the public's door share: a tip-off as a browser sends it, and the door as a visitor."""

import uuid
from datetime import datetime

import frappe
from frappe.utils import now_datetime

from yumen_governance.events.tests.case import HandlingTestCase
from yumen_governance.public_portal import answers, choices, tip_offs, tracking
from yumen_governance.tests.factories import make_category, make_unit

EVENT, TIP_OFF = "Governance Event", "Public Tip-off"
PHONE = "19900004321"
ADDRESS = "203.0.113.7"


class PortalTestCase(HandlingTestCase):
	"""A visitor without an account, and the people of HandlingTestCase who handle what comes in."""

	def setUp(self):
		super().setUp()
		self.about = make_unit().name
		self.category = make_category().name
		settings = frappe.get_doc("Public Portal Settings")
		settings.append("categories", {"category": self.category, "label": "Lamps"})
		settings.is_open = 1
		settings.save()
		frappe.cache.delete_keys("portal:")
		self.addCleanup(frappe.cache.delete_keys, "portal:")
		self.addCleanup(choices.forget)

	def sent(self, **values) -> dict:
		report = {"key": uuid.uuid4().hex, "category": self.category, "grid": self.community}
		return {**report, "text": "The lamp before number 5 is broken", "address": "No 5", **values}

	def tip_off(self, pictures=(), now: datetime | None = None, **values):
		"""Send a tip-off as a visitor; return its receipt."""
		with self.as_user("Guest"):
			return tip_offs.take_in(self.sent(**values), list(pictures), now or now_datetime())

	def found(self, receipt):
		return tracking.find(receipt.code, ADDRESS, now_datetime())

	def seen(self, receipt) -> dict:
		"""Return what the sender sees by their code."""
		with self.as_user("Guest"):
			return tracking.view(self.found(receipt), now_datetime())

	def rated(self, receipt, satisfaction: str, comment: str = "") -> dict:
		with self.as_user("Guest"):
			answers.rate(self.found(receipt), satisfaction, comment, now_datetime())
		return self.seen(receipt)

	def settled(self, receipt):
		"""Bring a fresh or reopened tip-off to its result, as the people of the house do."""
		event = frappe.get_doc(EVENT, receipt.event)
		if event.stage == "Triage":
			event = self.act(self.dispatcher, event, "Accept")
			lead = {"lead_grid": self.community, "dispatch_opinion": "Please handle"}
			event = self.act(self.dispatcher, event, "Dispatch", **lead)
		event = self.act(self.leader, self.act(self.leader, event, "Sign"), "Start")
		event = self.act(self.leader, event, "Submit Result", result="New lamp, call 19900001234")
		return self.act(self.dispatcher, event, "Approve Result")
