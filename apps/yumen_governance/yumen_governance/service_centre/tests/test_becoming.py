"""A request becomes an event, a case or a step: once, and with everything taken along."""

import frappe
from frappe.utils import now_datetime

from yumen_governance.registry.sealing.envelope import unseal
from yumen_governance.service_centre.becoming import BecomingError, settled
from yumen_governance.service_centre.tests.case import RequestTestCase
from yumen_governance.tests.factories import invented_id, invented_phone, make_grid, make_item

EVENT, CASE, STEP = "Governance Event", "Dispute Case", "Resolution Step"


class BecomingTestCase(RequestTestCase):
	def setUp(self):
		super().setUp()
		self.grid = make_grid(make_grid(make_grid().name).name).name

	def offered(self, **values):
		return make_item(self.window.window_type, **values)

	def told(self, item, **values):
		plain = {"id_number": invented_id(), "phone": invented_phone()}
		told = {
			"matter": "楼道堆物影响通行",
			"details": "三单元楼道堆满杂物。",
			"grid": self.grid,
			"address": "玉关路",
		}
		return self.registered(item=item, **plain, **told, **values), plain


class TestEvent(BecomingTestCase):
	def setUp(self):
		super().setUp()
		self.item = self.offered(becomes=EVENT, event_category="0401")

	def test_it_is_reported_with_everything_that_was_said(self):
		people = {"is_group": 1, "people_count": 8, "representatives": [{"representative_name": "代表甲"}]}
		request, plain = self.told(self.item, **people)
		done = self.act(request, "Turn into Case or Event")
		self.assertEqual((done.workflow_state, done.became_doctype), ("Handed Over", EVENT))
		event = frappe.get_doc(EVENT, done.became)
		self.assertEqual((event.title, event.grid, event.stage), (request.matter, self.grid, "Triage"))
		self.assertIn("三单元", event.description)
		self.assertEqual(unseal(EVENT, event.name, event.sealed)["reporter_phone"], plain["phone"])
		self.assertEqual((event.people_count, len(event.representatives)), (8, 1))

	def test_files_go_along(self):
		request, _plain = self.told(self.item)
		file = {"file_name": "note.txt", "content": "abc", "is_private": 1}
		with self.as_user(self.clerk):
			attached = {"attached_to_doctype": request.doctype, "attached_to_name": request.name}
			frappe.get_doc({"doctype": "File", **file, **attached}).insert()
		done = self.act(request, "Turn into Case or Event")
		self.assertTrue(
			frappe.db.exists("File", {"attached_to_doctype": EVENT, "attached_to_name": done.became})
		)

	def test_it_happens_once(self):
		request, _plain = self.told(self.item)
		done = self.act(request, "Turn into Case or Event")
		done.db_set({"workflow_state": "In Progress", "stage": "Handling"})
		self.assertRefused(BecomingError, self.act, done, "Turn into Case or Event")
		self.assertEqual(frappe.db.count(EVENT, {"grid": self.grid}), 1)

	def test_without_a_grid_nothing_is_made(self):
		request = self.registered(item=self.item)
		before = frappe.db.count(EVENT)
		self.assertRefused(BecomingError, self.act, request, "Turn into Case or Event")
		self.assertEqual(frappe.db.count(EVENT), before)

	def test_a_sealed_request_becomes_no_event(self):
		request, _plain = self.told(self.item, domestic_violence=1)
		self.assertRefused(BecomingError, self.act, request, "Turn into Case or Event")

	def test_an_item_that_becomes_nothing_says_so(self):
		self.assertRefused(
			BecomingError, self.act, self.registered(item=self.offered()), "Turn into Case or Event"
		)


class TestDisputeCase(BecomingTestCase):
	def setUp(self):
		super().setUp()
		self.item = self.offered(becomes=CASE, dispute_type="邻里纠纷")

	def test_the_case_knows_where_it_came_from_and_who_applies(self):
		request, plain = self.told(self.item)
		done = self.act(request, "Turn into Case or Event")
		self.assertEqual((done.became_doctype, done.stage), (CASE, "Closed"))
		case = frappe.get_doc(CASE, done.became)
		self.assertEqual((case.origin_doctype, case.origin), (request.doctype, request.name))
		self.assertEqual((case.title, case.grid, case.dispute_type), (request.matter, self.grid, "邻里纠纷"))
		(party,) = frappe.get_all("Dispute Party", {"dispute_case": case.name}, ["name", "side", "sealed"])
		self.assertEqual(party.side, "Applicant")
		self.assertEqual(unseal("Dispute Party", party.name, party.sealed)["id_number"], plain["id_number"])

	def test_a_sealed_request_becomes_a_sealed_case(self):
		request, _plain = self.told(self.item, domestic_violence=1)
		case = self.act(request, "Turn into Case or Event").became
		self.assertEqual(frappe.db.get_value(CASE, case, "confidentiality"), "Sealed")

	def test_when_the_case_ends_the_request_says_how(self):
		request, _plain = self.told(self.item)
		case = frappe.get_doc(CASE, self.act(request, "Turn into Case or Event").became)
		case.outcome = "Agreement"
		settled(request.name, case, now_datetime())
		result = frappe.db.get_value(request.doctype, request.name, "result")
		self.assertIn(case.name, result)


class TestStep(BecomingTestCase):
	def test_the_method_begins_at_once_on_a_case_of_its_own(self):
		method = frappe.db.get_value("Resolution Method", {"method_name": "人民调解"})
		item = self.offered(becomes=STEP, method=method, dispute_type="邻里纠纷")
		request, _plain = self.told(item)
		done = self.act(request, "Turn into Case or Event")
		step = frappe.get_doc(STEP, done.became)
		self.assertEqual((done.became_doctype, step.method), (STEP, method))
		self.assertEqual(frappe.db.get_value(CASE, step.dispute_case, "origin"), request.name)
