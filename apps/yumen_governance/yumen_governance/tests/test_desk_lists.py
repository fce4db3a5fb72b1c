"""The desk's lists of cases: quicker by what their filters say, and never another list."""

import frappe

from yumen_governance.permissions.case_filters import are_open
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import actor, put_in_state
from yumen_governance.tests.test_permission_matrix import EVENT, MatrixTestCase

ENDED = ["Closed", "Void"]
# Filters on the stage: what they leave (True: open cases only, False: ended ones only, None: either)
FILTERS = (
	([], None),
	({"stage": "Handling"}, True),
	({"stage": "Closed"}, False),
	({"stage": ["in", ["Assigned", "Handling"]]}, True),
	([["stage", "in", ["Assigned", "Handling"]]], True),
	([[EVENT, "stage", "not in", ENDED, False]], True),
	([[EVENT, "stage", "in", "Closed,Void"]], False),
	([[EVENT, "stage", "in", ENDED]], False),
	([[EVENT, "stage", "in", ["Closed", "Handling"]]], None),
	([[EVENT, "stage", "!=", "Closed"]], None),
	([[EVENT, "stage", "!=", "Closed"], [EVENT, "stage", "!=", "Void"]], True),
	([[EVENT, "stage", "=", "closed"]], None),
	([[EVENT, "stage", "in", "Closed, Void"]], None),
	([[EVENT, "stage", "like", "%o%"]], None),
	([[EVENT, "stage", "is", "set"]], None),
	([[EVENT, "stage", "in", None]], None),
	([["Other", "stage", "=", "Closed"]], None),
	([[EVENT, "title", "=", "Closed"]], None),
)


class TestWhatFiltersSay(GovernanceTestCase):
	def test_filters_on_the_stage_say_open_ended_or_neither(self):
		for filters, answer in FILTERS:
			with self.subTest(filters=filters):
				self.assertIs(are_open(EVENT, filters), answer)


class TestDeskLists(MatrixTestCase):
	def setUp(self):
		super().setUp()
		put_in_state(self.events["here"], "Closed")
		frappe.db.set_value(EVENT, self.events["draft"].name, "stage", None)

	def listed(self, filters) -> list[str]:
		"""The names of a page of the desk's list, and their count, as a request asks for them."""
		asked = {"doctype": EVENT, "filters": frappe.as_json(filters), "fields": '["name"]'}
		page = self.call("frappe.desk.reportview.get", page_length=500, **asked) or {"values": []}
		names = [value for row in page["values"] for value in row]
		self.assertEqual(self.call("frappe.desk.reportview.get_count", **asked), len(names))
		return names

	def test_page_and_count_are_those_of_the_framework(self):
		for person in ("dispatcher", "leader", "member", "handler", "other_clerk"):
			for filters, _answer in FILTERS:
				if "Other" in str(filters) or "None" in str(filters):
					continue
				with self.subTest(person, filters=filters), self.as_user(actor(person)):
					expected = frappe.get_list(EVENT, filters=filters, pluck="name", limit=0)
					self.assertCountEqual(self.listed(filters), expected)

	def test_what_a_list_was_told_is_forgotten_afterwards(self):
		with self.as_user(actor("leader")):
			self.listed([["stage", "=", "Closed"]])
			self.assertEqual(
				self.seen(frappe.get_list(EVENT, pluck="name", limit=0)), {"draft", "here", "grid", "unit"}
			)

	def test_other_doctypes_are_listed_as_ever(self):
		with self.as_user(actor("dispatcher")):
			page = self.call(
				"frappe.desk.reportview.get", doctype="Event Category", fields='["name"]', page_length=5
			)
		self.assertEqual(len(page["values"]), 5)

	def test_whoever_may_read_no_events_is_refused(self):
		with self.as_user(actor("technician")):
			for cmd in ("get", "get_count"):
				self.assertRefused(
					frappe.PermissionError,
					self.call,
					f"frappe.desk.reportview.{cmd}",
					doctype=EVENT,
					fields='["name"]',
				)
