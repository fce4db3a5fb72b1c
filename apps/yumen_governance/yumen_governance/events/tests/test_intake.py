"""Events from other systems: each once, by the rules of the form, one or many at a time."""

from threading import Thread

import frappe
from frappe.utils import now_datetime

from yumen_governance.api import intake as api
from yumen_governance.events.intake import keys as intake_keys
from yumen_governance.events.intake.numbers import NUMBERS
from yumen_governance.events.intake.taking_in import (
	CONFLICT,
	NEW,
	REFUSED,
	REPEATED,
	IntakeError,
	KeyConflictError,
	take_in,
	take_in_many,
)
from yumen_governance.registry.sealing.envelope import unseal
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import actor, make_category, make_grid, make_user, next_number

EVENT = "Governance Event"
PHONE = "19900001234"


def square(lon: float, lat: float) -> str:
	"""A boundary of a hundredth of a degree around a point."""
	ring = [[lon + dx, lat + dy] for dx, dy in ((0, 0), (0.01, 0), (0.01, 0.01), (0, 0.01), (0, 0))]
	geometry = {"type": "Polygon", "coordinates": [ring]}
	return frappe.as_json(
		{"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": geometry}]}
	)


class IntakeTestCase(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		self.grid = make_grid(make_grid(make_grid().name).name).name
		self.system = actor("connected_system")
		frappe.db.set_value("Event Source", "Hotline", "system_user", self.system)

	def report(self, **values) -> dict:
		report = {
			"source": "Hotline",
			"idempotency_key": f"T-{next_number()}",
			"title": f"垃圾无人清运{next_number()}",
			"category": "0401",
			"grid": self.grid,
			"reporter_phone": PHONE,
		}
		return {key: value for key, value in {**report, **values}.items() if value is not None}

	def take(self, report, user=None):
		return take_in(report, user or self.system, now_datetime())

	def take_many(self, reports, user=None):
		return take_in_many(reports, user or self.system, now_datetime())


class TestOneReport(IntakeTestCase):
	def test_report_becomes_an_event_that_waits_for_a_dispatcher(self):
		taken = self.take(self.report(description="三天没人来", address="幸福小区2号楼"))
		event = frappe.get_doc(EVENT, taken.event)
		self.assertEqual((taken.outcome, event.workflow_state, event.stage), (NEW, "Reported", "Triage"))
		self.assertEqual((event.owner, event.urgency), (self.system, "Normal"))
		self.assertEqual(event.grid_path, frappe.db.get_value("Grid", self.grid, "grid_path"))
		self.assertTrue(event.reported_on)

	def test_everything_a_transition_writes_is_there(self):
		name = self.take(self.report()).event
		entry = frappe.db.get_value(
			"Timeline Entry", {"reference_name": name}, ["action", "actor", "to_state", "actor_role"]
		)
		self.assertEqual(entry, ("Report", self.system, "Reported", "Connected System"))
		waiting = frappe.get_all("Workflow Action", {"reference_name": name}, pluck="workflow_state")
		self.assertEqual(waiting, ["Reported"])
		notices = frappe.get_all("Outgoing Notice", {"reference_name": name}, pluck="event_type")
		self.assertEqual(sorted(notices), ["Next Actor", "Report Received"])
		self.assertTrue(frappe.db.exists("Case Clock", {"reference_name": name}))

	def test_event_goes_on_by_the_workflow_as_any_other(self):
		from frappe.model.workflow import apply_workflow

		name = self.take(self.report()).event
		with self.as_user(actor("dispatcher")):
			doc = apply_workflow(frappe.as_json({"doctype": EVENT, "name": name}), "Accept")
		self.assertEqual(doc.workflow_state, "Accepted")

	def test_phone_is_sealed(self):
		name = self.take(self.report()).event
		row = frappe.db.get_value(
			EVENT, name, ["reporter_phone", "reporter_phone_index", "sealed"], as_dict=True
		)
		self.assertEqual(row.reporter_phone, "199****1234")
		self.assertNotIn(PHONE, f"{row.sealed}{row.reporter_phone_index}")
		self.assertEqual(unseal(EVENT, name, row.sealed), {"reporter_phone": PHONE})

	def test_markup_is_cleaned_as_by_the_form(self):
		name = self.take(self.report(title="<script>alert(1)</script>噪声")).event
		self.assertNotIn("<script>", frappe.db.get_value(EVENT, name, "title"))

	def test_grid_is_found_from_the_place(self):
		frappe.get_doc("Grid", self.grid).update({"boundary": square(97.05, 40.29)}).save()
		name = self.take(self.report(grid=None, longitude=97.055, latitude="40.295")).event
		self.assertEqual(frappe.db.get_value(EVENT, name, "grid"), self.grid)
		self.assertIn("97.055", frappe.db.get_value(EVENT, name, "location"))

	def test_source_gives_what_is_not_said(self):
		frappe.db.set_value(
			"Event Source",
			"Hotline",
			{"default_category": "0402", "default_grid": self.grid, "default_urgency": "Urgent"},
		)
		event = frappe.get_doc(EVENT, self.take(self.report(category=None, grid=None)).event)
		self.assertEqual((event.category, event.grid, event.urgency), ("0402", self.grid, "Urgent"))


class TestOnce(IntakeTestCase):
	def test_same_report_again_gets_the_same_answer_and_writes_nothing(self):
		report = self.report()
		first, before = self.take(report), frappe.db.count(EVENT)
		again = self.take({**report, "reporter_phone": " 199 0000 1234 "})
		self.assertEqual((again.outcome, again.event), (REPEATED, first.event))
		self.assertEqual(frappe.db.count(EVENT), before)

	def test_other_report_under_the_same_key_is_a_conflict(self):
		report = self.report()
		self.take(report)
		message = self.assertRefused(KeyConflictError, self.take, {**report, "title": "另一件事"})
		self.assertIn(report["idempotency_key"], message)
		self.assertEqual(KeyConflictError.http_status_code, 409)

	def test_same_key_of_another_source_is_another_report(self):
		report = self.report()
		first = self.take(report, actor("dispatcher"))
		other = self.take({**report, "source": "Window"}, actor("dispatcher"))
		self.assertNotEqual(first.event, other.event)

	def test_same_report_is_answered_also_after_its_category_went_out_of_use(self):
		report = self.report(category=make_category().name)
		first = self.take(report)
		frappe.db.set_value("Event Category", report["category"], "is_active", 0)
		self.assertEqual(self.take(report).event, first.event)

	def test_what_was_refused_may_be_sent_again_under_its_key(self):
		report = self.report(title=None)
		self.assertRefused(IntakeError, self.take, report)
		self.assertEqual(self.take({**report, "title": "补上标题"}).outcome, NEW)

	def test_numbers_taken_at_the_same_time_are_all_different(self):
		numbers, site = [], frappe.local.site

		def taking():
			frappe.init(site=site)
			frappe.connect()
			try:
				for _turn in range(20):
					numbers.extend(NUMBERS.take(3, now_datetime().year))
			finally:
				frappe.destroy()

		threads = [Thread(target=taking) for _n in range(3)]
		for thread in threads:
			thread.start()
		for thread in threads:
			thread.join()
		self.assertEqual(len(numbers), 180)
		self.assertEqual(len(set(numbers)), 180)

	def test_number_is_not_taken_back_by_a_rollback(self):
		frappe.db.savepoint("number")
		first = NUMBERS.take(1, 2026)
		frappe.db.rollback(save_point="number")
		self.assertGreater(NUMBERS.take(1, 2026), first)


class TestRefusals(IntakeTestCase):
	def test_everything_that_is_missing_is_named_at_once(self):
		with self.in_language("zh"):
			message = self.assertRefused(
				IntakeError, self.take, self.report(title=None, category=None, reporter_phone=None)
			)
		for label in ("标题", "类别", "反映人电话"):
			self.assertIn(label, message)

	def test_form_and_interface_ask_for_the_same(self):
		category = make_category(required_fields=[{"field": "Address"}, {"field": "Description"}]).name
		message = self.assertRefused(IntakeError, self.take, self.report(category=category))
		self.assertIn("Address", message)
		self.assertIn("Description", message)
		draft = frappe.get_doc({"doctype": EVENT, **self.report(category=category), "idempotency_key": None})
		draft.insert()
		draft.workflow_state = "Reported"
		self.assertIn("Description", self.assertRefused(frappe.ValidationError, draft.save))

	def test_wrong_values_are_refused_and_nothing_is_stored(self):
		closed = make_category(is_active=0).name
		before = frappe.db.count(EVENT)
		for wrong in (
			{"category": "无此类别"},
			{"category": closed},
			{"grid": "000000000"},
			{"source": "Rumour"},
			{"reporter_phone": "12345"},
			{"longitude": "east", "latitude": 40},
			{"longitude": 200, "latitude": 40},
			{"title": "长" * 141},
			{"title": ["a"]},
			{"urgency": "Very Urgent"},
			{"idempotency_key": ""},
			{"idempotency_key": "k" * 141},
		):
			with self.subTest(wrong):
				self.assertRefused(IntakeError, self.take, self.report(**wrong))
		self.assertRefused(IntakeError, self.take, "no report")
		self.assertEqual(frappe.db.count(EVENT), before)

	def test_ticket_number_is_asked_for_where_the_source_wants_it(self):
		values = {"source": "Urban Management", "address": "人民路"}
		person = actor("dispatcher")
		self.assertRefused(IntakeError, self.take, self.report(**values), person)
		self.assertEqual(self.take(self.report(**values, external_ticket="CG-1"), person).outcome, NEW)

	def test_connected_system_reports_from_its_own_source_alone(self):
		other = make_user("Connected System")
		for user, source in ((self.system, "Urban Management"), (other, "Hotline"), (other, "Window")):
			with self.subTest(user, source=source):
				self.assertRefused(IntakeError, self.take, self.report(source=source), user)

	def test_source_is_for_the_roles_that_it_names(self):
		self.assertRefused(IntakeError, self.take, self.report(), actor("member"))
		self.assertEqual(self.take(self.report(source="Grid Member"), actor("member")).outcome, NEW)

	def test_who_may_not_report_is_refused(self):
		self.assertRefused(frappe.PermissionError, self.take, self.report(), actor("auditor"))
		with self.as_user(actor("auditor")):
			self.assertRefused(frappe.PermissionError, api.take_in, self.report())
			self.assertRefused(frappe.PermissionError, api.take_in_many, [self.report()])

	def test_known_key_of_another_source_tells_a_connected_system_nothing(self):
		report = self.report(source="Window")
		self.take(report, actor("clerk"))
		self.assertIn("来源", self.in_chinese(report))

	def in_chinese(self, report) -> str:
		with self.in_language("zh"):
			return self.assertRefused(IntakeError, self.take, report)


class TestManyReports(IntakeTestCase):
	def test_each_report_is_judged_by_itself(self):
		good, known = self.report(), self.report()
		event = self.take(known).event
		reports = [good, self.report(title=None), known, {**known, "title": "另一件"}, good, "nothing"]
		results = self.take_many(reports)
		self.assertEqual(
			[each.outcome for each in results], [NEW, REFUSED, REPEATED, CONFLICT, REPEATED, REFUSED]
		)
		self.assertEqual(results[2].event, event)
		self.assertEqual(results[4].event, results[0].event)
		self.assertEqual(frappe.db.get_value(EVENT, results[0].event, "title"), good["title"])

	def test_two_reports_of_a_batch_under_one_key_are_a_conflict(self):
		report = self.report()
		results = self.take_many([report, {**report, "title": "另一件"}])
		self.assertEqual([each.outcome for each in results], [NEW, CONFLICT])

	def test_batch_asks_the_database_as_often_as_one_report(self):
		self.take_many([self.report()])
		one = self.statements([self.report(reporter_phone=PHONE)])
		many = self.statements([self.report(reporter_phone=PHONE) for _n in range(60)])
		self.assertLessEqual(many, one + 2)

	def statements(self, reports) -> int:
		from unittest.mock import patch

		with patch.object(frappe.db, "sql", side_effect=frappe.db.sql) as sql:
			self.take_many(reports)
		return sql.call_count

	def test_more_than_five_hundred_are_refused(self):
		self.assertRefused(IntakeError, self.take_many, [self.report()] * 501)

	def test_endpoint_answers_each_row(self):
		with self.as_user(self.system):
			answer = api.take_in_many(frappe.as_json([self.report(), self.report(grid=None)]))
		self.assertEqual([row["outcome"] for row in answer["results"]], [NEW, REFUSED])
		self.assertTrue(answer["results"][1]["problems"][0])

	def test_entries_are_forgotten_in_time(self):
		self.take(self.report())
		self.assertEqual(intake_keys.forget(frappe.utils.add_days(now_datetime(), -1)), 0)
		self.assertGreaterEqual(intake_keys.forget(frappe.utils.add_days(now_datetime(), 1)), 1)
