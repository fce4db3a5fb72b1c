"""A sealed value is told to who may know it, once, for a reason, within limits, and written down first."""

import json
from datetime import timedelta
from unittest.mock import patch

import frappe
from frappe.utils import now_datetime

from yumen_governance.api import reveal as endpoint
from yumen_governance.registry import reveal as revealing
from yumen_governance.registry.reveal_rights import revealable
from yumen_governance.registry.sensitive_access import LOG
from yumen_governance.registry.tests.settings import change_privacy_settings, forget_privacy_settings
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import (
	actor,
	invented_id,
	make_event,
	make_grid,
	make_grid_member,
	make_resident,
	make_unit,
	put_in_state,
)

PHONE, ADDRESS = "19900001357", "玉门市测试路社区金诚小区3号楼2单元501"


class RevealTestCase(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		frappe.db.delete(LOG)
		community = make_grid(make_grid().name).name
		self.grid, self.other_grid = make_grid(community).name, make_grid(community).name
		make_grid_member(self.grid, user=actor("member"))
		make_grid_member(self.other_grid, user=actor("other_member"))
		self.number = invented_id()
		self.resident = make_resident(
			self.grid, id_number=self.number, phone=PHONE, address_detail=ADDRESS, health_note="高血压"
		).name

	def reveal(self, person: str, fieldname: str = "phone", purpose: str = "入户核实", **kwargs):
		"""Ask over the endpoint; return status and content."""
		with self.as_user(actor(person) if "@" not in person and person != "Administrator" else person):
			name = kwargs.pop("name", self.resident)
			doctype = kwargs.pop("doctype", "Resident")
			answer = endpoint.reveal(doctype, name, fieldname, purpose, **kwargs)
		return answer.status_code, json.loads(answer.get_data(as_text=True))

	def rows(self, person: str, **filters) -> list:
		filters = {"user": actor(person), "action": "Reveal", **filters}
		return frappe.get_all(LOG, filters, ["*"], order_by="logged_on")

	def assertTold(self, value: str, person: str, *args, **kwargs):
		self.assertEqual(self.reveal(person, *args, **kwargs), (200, {"value": value}))

	def assertNotTold(self, person: str, *args, status: int = 403, **kwargs) -> str:
		found, content = self.reveal(person, *args, **kwargs)
		self.assertEqual((found, list(content)), (status, ["refusal"]))
		self.assertTrue(self.rows(person, outcome="Refused"), "the refusal is not in the log")
		return content["refusal"]


class TestWhoMayReveal(RevealTestCase):
	def test_grid_member_sees_phone_and_address_of_own_grid_and_nothing_else(self):
		self.assertTold(PHONE, "member")
		self.assertTold(ADDRESS, "member", "address_detail")
		self.assertNotTold("member", "id_number")
		self.assertNotTold("member", "health_note")

	def test_member_of_another_grid_learns_nothing(self):
		self.assertNotTold("other_member")

	def test_refusal_does_not_tell_whether_there_is_such_a_record(self):
		hidden = self.assertNotTold("other_member")
		missing = self.assertNotTold("other_member", name="nobody")
		unknown_field = self.assertNotTold("member", "resident_name")
		unknown_doctype = self.assertNotTold("member", doctype="User", name="Administrator")
		self.assertEqual({hidden, missing, unknown_field, unknown_doctype}, {hidden})

	def test_registry_clerk_sees_all_but_health(self):
		for field, value in (("id_number", self.number), ("phone", PHONE), ("address_detail", ADDRESS)):
			self.assertTold(value, "registry_clerk", field)
		self.assertNotTold("registry_clerk", "health_note")

	def test_dispatcher_sees_phone_only(self):
		self.assertTold(PHONE, "dispatcher", purpose="应急联络", note="煤气泄漏需通知")
		self.assertNotTold("dispatcher", "id_number", purpose="应急联络", note="煤气泄漏需通知")

	def test_those_who_only_look_on_see_nothing(self):
		for person in ("auditor", "privacy_officer", "administrator", "clerk", "technician"):
			with self.subTest(person):
				self.assertNotTold(person, purpose="其他", note="想看一看")

	def test_right_that_was_switched_off_no_longer_holds(self):
		frappe.get_doc("Reveal Right", "Grid Member-phone").update({"is_active": 0}).save()
		self.assertNotTold("member")

	def test_desk_offers_only_what_the_role_may_see(self):
		self.assertIn("phone", revealable(actor("member"))["Resident"])
		self.assertNotIn("id_number", revealable(actor("member"))["Resident"])
		self.assertEqual(revealable(actor("auditor")), {})


class TestHandler(RevealTestCase):
	def setUp(self):
		super().setUp()
		self.unit = make_unit(actor("handler")).name
		event = make_event(self.grid, resident=self.resident)
		self.event = put_in_state(event, "Signed", lead_unit=self.unit)
		self.case = {"case_doctype": "Governance Event", "case_name": self.event.name}

	def test_department_sees_the_phone_only_through_its_open_event(self):
		self.assertTold(PHONE, "handler", purpose="事件办理", **self.case)
		self.assertNotTold("handler", purpose="事件办理")
		self.assertNotTold("handler", "address_detail", purpose="事件办理", **self.case)
		self.assertEqual(self.rows("handler", outcome="Allowed")[0].case_name, self.event.name)

	def test_closed_event_opens_nothing(self):
		put_in_state(self.event, "Closed")
		self.assertNotTold("handler", purpose="事件办理", **self.case)

	def test_event_about_another_resident_opens_nothing(self):
		other = make_event(self.grid, resident=make_resident(self.grid).name)
		put_in_state(other, "Signed", lead_unit=self.unit)
		self.assertNotTold(
			"handler", purpose="事件办理", case_doctype="Governance Event", case_name=other.name
		)


class TestPurpose(RevealTestCase):
	def test_purpose_must_be_one_that_the_role_may_name(self):
		self.assertNotTold("member", purpose="不存在")
		self.assertNotTold("member", purpose="上级报送")
		self.assertNotTold("registry_clerk", purpose="走访帮扶")

	def test_note_is_asked_for(self):
		self.assertNotTold("member", purpose="应急联络")
		self.assertTold(PHONE, "member", purpose="应急联络", note="独居老人未应门")

	def test_case_must_be_one_that_the_person_may_read(self):
		elsewhere = make_event(self.other_grid).name
		self.assertNotTold("member", purpose="事件办理", case_doctype="Governance Event", case_name=elsewhere)
		self.assertNotTold("member", purpose="事件办理", case_doctype="User", case_name="Administrator")


class TestLog(RevealTestCase):
	def test_row_says_everything_but_the_value(self):
		self.reveal("member", purpose="应急联络", note=f"回拨{PHONE}")
		(row,) = self.rows("member")
		self.assertEqual(
			(row.outcome, row.reference_doctype, row.reference_name, row.what, row.purpose),
			(
				"Allowed",
				"Resident",
				self.resident,
				frappe.get_meta("Resident").get_label("phone"),
				"应急联络",
			),
		)
		self.assertNotIn(PHONE, str(row))

	def test_without_its_row_no_value_is_told(self):
		with patch.object(revealing, "record_access", side_effect=frappe.ValidationError):
			self.assertRefused(frappe.ValidationError, self.reveal, "member")

	def test_answer_is_never_cached(self):
		with self.as_user(actor("member")):
			answer = endpoint.reveal("Resident", self.resident, "phone", "入户核实")
		self.assertEqual(answer.headers["Cache-Control"], "no-store")

	def test_never_by_reading_request(self):
		self.assertEqual(frappe.allowed_http_methods_for_whitelisted_func[endpoint.reveal], ["POST"])


class TestLimits(RevealTestCase):
	def setUp(self):
		super().setUp()
		change_privacy_settings(reveals_per_hour=3, refusals_per_hour=2)
		self.addCleanup(forget_privacy_settings)

	def test_values_of_an_hour_are_limited(self):
		for _turn in range(3):
			self.assertTold(PHONE, "member")
		self.assertNotTold("member", status=429)
		wish = revealing.Wish("Resident", self.resident, "phone", "入户核实")
		with self.as_user(actor("member")):
			later = revealing.tell(wish, actor("member"), now_datetime() + timedelta(hours=2))
		self.assertEqual(later.value, PHONE)

	def test_limit_of_one_person_does_not_touch_another(self):
		for _turn in range(3):
			self.reveal("member")
		self.assertTold(PHONE, "registry_clerk")

	def test_who_was_refused_too_often_is_told_nothing(self):
		for number in range(2):
			self.assertNotTold("member", name=f"guess-{number}")
		self.assertNotTold("member", status=429)

	def test_guessing_does_not_flood_the_log(self):
		for number in range(20):
			self.assertNotTold("other_member", name=f"guess-{number}")
		self.assertRefused(frappe.PermissionError, self.reveal, "other_member", name="one-more")
		self.assertEqual(len(self.rows("other_member")), 20)
