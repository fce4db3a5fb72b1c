"""A template says only what its event type knows, and nothing of persons outside the house."""

import frappe

from yumen_governance.api import notifications as api
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import actor
from yumen_governance.time_limits.doctype.message_template.message_template import TemplateError, name_of
from yumen_governance.time_limits.outbox.event_types import CITIZENS, EVENT_TYPES


class TestMessageTemplate(GovernanceTestCase):
	def template(self, event_type: str = "Urged", channel_kind: str = "Desk", **values):
		doc = frappe.get_doc("Message Template", name_of(event_type, channel_kind))
		return doc.update(values)

	def test_every_event_type_has_texts_for_every_kind_of_channel(self):
		for event_type, facts in EVENT_TYPES.items():
			kinds = {"E-mail", "SMS"} if facts.kind == CITIZENS else {"Desk", "E-mail", "SMS"}
			found = frappe.get_all("Message Template", {"event_type": event_type}, pluck="channel_kind")
			with self.subTest(event_type):
				self.assertLessEqual(kinds, set(found))

	def test_every_seeded_text_is_valid_and_fits_two_text_messages(self):
		for name in frappe.get_all("Message Template", pluck="name"):
			with self.subTest(name):
				doc = frappe.get_doc("Message Template", name)
				doc.validate()
				if doc.channel_kind == "SMS":
					shown = api.preview(doc.event_type, "SMS", doc.subject, doc.body)
					self.assertLessEqual(shown["parts"], 2)

	def test_a_variable_that_the_event_type_does_not_know_is_refused(self):
		message = self.assertRefused(TemplateError, self.template(body="{percent}").save)
		self.assertIn("{percent}", message)
		self.assertIn("{due_on}", message)

	def test_code_is_refused(self):
		for body in ("{{ frappe.session }}", "{title.__class__}", "{% if 1 %}", "{title!r}", "[a[b]]", "{"):
			with self.subTest(body):
				self.assertRefused(TemplateError, self.template(body=body).save)

	def test_free_text_does_not_leave_the_house(self):
		self.template(body="{title} {opinion}").save()
		for kind in ("E-mail", "SMS", "Group Robot"):
			with self.subTest(kind):
				self.assertRefused(TemplateError, self.template(channel_kind=kind, body="{title}").save)

	def test_a_preview_shows_the_text_its_length_and_its_variables(self):
		with self.as_user(actor("administrator")):
			shown = api.preview("Urged", "SMS", "", "请办理{number}[，期限{due_on}]。")
		self.assertTrue(shown["text"].startswith("请办理GE-2026-00001，期限"))
		self.assertEqual((shown["length"], shown["parts"]), (len(shown["text"]), 1))
		self.assertNotIn("title", [variable["name"] for variable in shown["variables"]])

	def test_who_may_not_read_templates_gets_no_preview(self):
		with self.as_user(actor("leader")):
			self.assertRefused(frappe.PermissionError, api.preview, "Urged", "SMS", "", "x")
