"""A visitor's matter at a window: registering, accepting, transferring, answering, and what is refused."""

import frappe
from frappe.model.workflow import WorkflowTransitionError
from frappe.utils import add_days, get_datetime, getdate, now_datetime

from yumen_governance.service_centre.answers import AnswerError
from yumen_governance.service_centre.registering import GroupVisitError, NotOfferedError, RegistrationError
from yumen_governance.service_centre.steps import AcceptanceError, ExtensionError, ResultError
from yumen_governance.service_centre.tests.case import RequestTestCase
from yumen_governance.service_centre.transfer import TransferError
from yumen_governance.service_centre.visitors import VisitorError, known
from yumen_governance.tests.factories import (
	actor,
	fresh,
	invented_id,
	invented_phone,
	make_grid,
	make_item,
	make_request,
	make_resident,
	make_window,
)
from yumen_governance.time_limits.transitions import RequirementError

REQUEST = "Service Request"


class TestRegistration(RequestTestCase):
	def test_what_follows_by_itself_needs_no_typing(self):
		request = self.registered()
		self.assertRegex(request.name, r"^SR-\d{4}-\d{5}$")
		self.assertEqual(request.first_responsible, self.clerk)
		self.assertEqual(request.lead_unit, self.unit.name)
		self.assertEqual((request.workflow_state, request.stage), ("Request Registered", "Triage"))
		self.assertTrue(request.registered_on)

	def test_the_own_window_is_taken_when_none_is_chosen(self):
		with self.as_user(self.clerk):
			values = {"service_item": self.item.name, "matter": "问路", "visitor_name": "张某"}
			request = frappe.get_doc({"doctype": REQUEST, **values}).insert()
		self.assertEqual(request.service_window, self.window.name)

	def test_registration_stands_in_the_timeline(self):
		request = self.registered()
		entries = frappe.get_all("Timeline Entry", {"reference_name": request.name}, ["action", "actor"])
		self.assertEqual([(row.action, row.actor) for row in entries], [("Register Request", self.clerk)])

	def test_numbers_are_sealed_and_found_again(self):
		number, phone = invented_id(sex="2"), invented_phone()
		request = self.registered(id_number=number, phone=phone)
		stored = frappe.db.get_value(REQUEST, request.name, "*", as_dict=True)
		self.assertEqual(stored.id_number, f"{number[:6]}********{number[-4:]}")
		self.assertNotIn(phone, str(stored))
		self.assertNotIn(number, str(stored))
		self.assertEqual(stored.sex, "Female")

	def test_a_known_resident_is_found_and_gives_what_is_known(self):
		grid = make_grid(make_grid(make_grid().name).name).name
		plain = {"id_number": invented_id(), "phone": invented_phone()}
		resident = make_resident(grid, **plain)
		request = self.registered(id_number=plain["id_number"], visitor_name=resident.resident_name)
		self.assertEqual((request.resident, request.grid), (resident.name, grid))
		self.assertTrue(request.phone.startswith(plain["phone"][:3]))
		self.assertTrue(request.grid_path.startswith(frappe.db.get_value("Grid", grid, "grid_path")))

	def test_a_wrong_number_is_refused_with_what_is_wrong(self):
		number = invented_id()
		wrong = number[:-1] + ("1" if number[-1] != "1" else "2")
		words = self.assertRefused(VisitorError, self.registered, id_number=wrong)
		self.assertIn("check digit", words)
		self.assertRefused(VisitorError, self.registered, phone="1234")
		self.assertFalse(frappe.db.exists(REQUEST, {"service_window": self.window.name}))

	def test_identity_is_asked_for_where_the_item_needs_it(self):
		item = make_item(self.window.window_type, needs_identity=1, needs_address=1)
		words = self.assertRefused(RegistrationError, self.registered, item=item)
		self.assertIn("ID Number", words)
		self.assertIn("Address", words)
		self.registered(item=item, no_id_reason="证件遗失", address="玉关路")

	def test_an_item_of_another_window_is_refused(self):
		self.assertRefused(NotOfferedError, self.registered, item=self.other_item)

	def test_what_is_not_in_use_is_refused(self):
		self.item.update({"is_active": 0})
		self.item.save()
		self.assertRefused(NotOfferedError, self.registered)


class TestGroupVisit(RequestTestCase):
	def people(self, number: int) -> dict:
		names = [{"representative_name": f"代表{position}"} for position in range(number)]
		return {"is_group": 1, "people_count": 12, "representatives": names}

	def test_five_speak_for_a_group(self):
		self.assertEqual(len(self.registered(**self.people(5)).representatives), 5)

	def test_the_sixth_is_refused_with_the_source_of_the_rule(self):
		words = self.assertRefused(GroupVisitError, self.registered, **self.people(6))
		self.assertIn("art. 20", words)
		self.assertFalse(frappe.db.exists(REQUEST, {"service_window": self.window.name}))

	def test_a_group_has_at_least_its_representatives(self):
		self.assertRefused(GroupVisitError, self.registered, **{**self.people(3), "people_count": 2})


class TestRepeatedMatter(RequestTestCase):
	def test_the_same_person_with_the_same_matter_is_noticed(self):
		number = invented_id()
		first = self.registered(id_number=number, matter="某工地拖欠工资三个月")
		second = self.registered(id_number=number, matter="工地拖欠三个月工资没有结清")
		self.assertEqual((second.is_repeated, second.earlier_request), (1, first.name))

	def test_another_matter_or_another_person_is_no_repetition(self):
		number = invented_id()
		self.registered(id_number=number, matter="某工地拖欠工资三个月")
		other_matter = self.registered(id_number=number, matter="楼上漏水谁来赔")
		other_person = self.registered(id_number=invented_id(), matter="某工地拖欠工资三个月")
		self.assertEqual((other_matter.is_repeated, other_person.is_repeated), (0, 0))

	def test_before_saving_earlier_requests_are_told_as_far_as_they_may_be(self):
		number = invented_id()
		self.registered(id_number=number, matter="某工地拖欠工资三个月")
		values = {"id_number": number, "service_item": self.item.name, "matter": "某工地拖欠工资三个月"}
		with self.as_user(self.clerk):
			(own,) = known(values, self.clerk, now_datetime())["earlier"]
		with self.as_user(self.other_clerk):
			(foreign,) = known(values, self.other_clerk, now_datetime())["earlier"]
		self.assertTrue(own["same"] and foreign["same"])
		self.assertIn("matter", own)
		self.assertNotIn("matter", foreign)
		self.assertNotIn("name", foreign)

	def test_sealed_requests_are_told_to_nobody_else(self):
		number = invented_id()
		self.registered(id_number=number, domestic_violence=1)
		with self.as_user(self.other_clerk):
			self.assertEqual(known({"id_number": number}, self.other_clerk, now_datetime())["earlier"], [])


class TestOwnQuestions(RequestTestCase):
	def setUp(self):
		super().setUp()
		questions = [
			{"label": "行业", "fieldtype": "Choice", "options": "建筑\n餐饮", "required": 1},
			{"label": "人数", "fieldtype": "Integer"},
			{"label": "何时", "fieldtype": "Date"},
		]
		self.item.set("own_fields", questions)
		self.item.save()

	def answered(self, *values):
		names = [row.fieldname for row in self.item.own_fields]
		rows = [{"fieldname": name, "value": value} for name, value in zip(names, values, strict=False)]
		return self.registered(answers=rows)

	def test_answers_are_kept_as_rows_with_their_questions(self):
		request = self.answered("建筑", "1,200", "2026-03-01")
		kept = [(row.label, row.value) for row in request.answers]
		self.assertEqual(kept, [("行业", "建筑"), ("人数", "1200"), ("何时", "2026-03-01")])

	def test_a_required_question_left_open_is_refused_by_name(self):
		self.assertIn("行业", self.assertRefused(AnswerError, self.answered, "", "3"))

	def test_answers_of_the_wrong_kind_are_refused(self):
		for values in (("农业",), ("建筑", "许多"), ("建筑", "3", "2026-02-30")):
			with self.subTest(values):
				self.assertRefused(AnswerError, self.answered, *values)
		self.assertFalse(frappe.db.exists(REQUEST, {"service_window": self.window.name}))

	def test_a_question_added_later_doesnt_block_requests_that_are_stored(self):
		request = self.answered("建筑")
		self.item.append("own_fields", {"label": "新问题", "fieldtype": "Short Text", "required": 1})
		self.item.save()
		self.act(request, "Accept Request")
		labels = [row.label for row in fresh(request).answers]
		self.assertIn("新问题", labels)


class TestAcceptance(RequestTestCase):
	def test_a_petition_with_a_legal_road_is_sent_there_first(self):
		self.item.append("legal_roads", {"service_item": self.other_item.name})
		self.item.save()
		request = self.registered()
		words = self.assertRefused(AcceptanceError, self.act, request, "Accept Request")
		self.assertIn("art. 31", words)
		self.assertIn(self.other_item.name, words)
		accepted = self.act(request, "Accept Request", no_legal_road=1)
		self.assertEqual(accepted.stage, "Handling")
		self.assertTrue(accepted.accepted_on)

	def test_missing_papers_are_named_and_may_come_later_when_it_is_urgent(self):
		self.item.append("documents", {"document_name": "身份证件", "is_required": 1})
		self.item.save()
		request = self.registered()
		self.assertIn("身份证件", self.assertRefused(AcceptanceError, self.act, request, "Accept Request"))
		self.assertEqual(self.act(request, "Accept Request", papers_later=1).stage, "Handling")

	def test_refusal_needs_its_reason(self):
		request = self.registered()
		self.assertRefused(RequirementError, self.act, request, "Refuse Acceptance")
		refused = self.act(request, "Refuse Acceptance", refusal_reason="不属于受理范围，请到法院。")
		self.assertEqual(refused.stage, "Void")
		self.assertTrue(refused.refused_on and refused.closed_on)

	def test_supplements_suspend_the_request(self):
		request = self.act(self.registered(), "Ask for Supplements", supplements_asked="身份证复印件")
		self.assertEqual(request.stage, "Suspended")
		back = self.act(request, "Supplements Received")
		self.assertEqual(back.workflow_state, "Request Registered")
		self.assertTrue(back.supplemented_on)


class TestTransfer(RequestTestCase):
	def test_everything_goes_along_and_the_first_asked_stays_responsible(self):
		number = invented_id()
		request = self.registered(id_number=number, details="事情经过", address="玉关路")
		moved = self.act(
			request, "Transfer to Window", next_window=self.other.name, transfer_reason="属于贵窗口"
		)
		self.assertEqual(
			(moved.service_window, moved.service_item, moved.lead_unit),
			(self.other.name, self.other_item.name, self.other_unit.name),
		)
		self.assertEqual(moved.first_responsible, self.clerk)
		self.assertEqual((moved.details, moved.id_number[-4:]), ("事情经过", number[-4:]))
		taken = self.act(moved, "Take Over", self.other_clerk)
		self.assertEqual(taken.workflow_state, "Request Registered")

	def test_it_goes_back_as_it_came(self):
		request = self.registered()
		moved = self.act(request, "Transfer to Window", next_window=self.other.name, transfer_reason="请办")
		back = self.act(moved, "Return to Window", self.other_clerk, transfer_reason="不属于本窗口")
		self.assertEqual((back.service_window, back.service_item), (self.window.name, self.item.name))
		self.assertEqual(back.workflow_state, "Sent Back to Window")
		self.act(back, "Accept Request")

	def test_the_item_must_be_named_where_the_window_offers_several(self):
		make_item(self.other.window_type)
		request = self.registered()
		words = self.assertRefused(
			TransferError,
			self.act,
			request,
			"Transfer to Window",
			next_window=self.other.name,
			transfer_reason="请办",
		)
		self.assertIn(self.other_item.name, words)

	def test_answers_go_along_by_their_words_and_come_back(self):
		self.ask(self.item, ("行业", "Short Text"), ("人数", "Integer"))
		self.ask(self.other_item, ("人数", "Integer"), ("金额", "Amount of Money"))
		given = [{"fieldname": "own_1", "value": "建筑"}, {"fieldname": "own_2", "value": "36"}]
		request = self.registered(answers=given)
		moved = self.act(request, "Transfer to Window", next_window=self.other.name, transfer_reason="请办")
		self.assertEqual(self.answers(moved), {"人数": "36", "金额": "", "行业": "建筑"})
		back = self.act(moved, "Return to Window", self.other_clerk, transfer_reason="不属于本窗口")
		self.assertEqual(self.answers(back)["行业"], "建筑")
		self.assertEqual(self.answers(back)["人数"], "36")

	def ask(self, item, *questions):
		item.set("own_fields", [{"label": label, "fieldtype": kind} for label, kind in questions])
		item.save()

	def answers(self, request) -> dict[str, str]:
		return {row.label: row.value or "" for row in request.answers}

	def test_transfer_to_the_same_or_a_closed_window_is_refused(self):
		request = self.registered()
		closed = make_window(is_active=0)
		for window in (self.window.name, closed.name):
			with self.subTest(window):
				self.assertRefused(
					TransferError,
					self.act,
					request,
					"Transfer to Window",
					next_window=window,
					transfer_reason="请办",
				)


class TestResult(RequestTestCase):
	def test_the_result_is_one_of_the_items(self):
		self.item.set("result_types", [{"result_type": "支持"}, {"result_type": "不予支持"}])
		self.item.save()
		request = self.act(self.registered(), "Accept Request")
		self.assertRefused(
			ResultError, self.act, request, "Answer Request", result_type="差不多", result="已处理"
		)
		answered = self.act(request, "Answer Request", result_type="支持", result="已处理")
		self.assertEqual(answered.stage, "Feedback")
		self.assertTrue(answered.completed_on)

	def test_satisfaction_is_taken_at_the_window_and_closes(self):
		request = self.act(self.registered(), "Answer on the Spot", result_type="当场答复", result="已说明")
		closed = self.act(request, "Take Satisfaction", satisfaction="Satisfied")
		self.assertEqual((closed.stage, closed.satisfaction), ("Closed", "Satisfied"))

	def test_an_extension_must_lie_ahead(self):
		request = self.act(self.registered(), "Accept Request")
		asked = {"request_reason": "案情复杂", "requested_due_on": add_days(now_datetime(), -1)}
		self.assertRefused(ExtensionError, self.act, request, "Request Extension", **asked)

	def test_only_the_centre_decides_on_an_extension(self):
		request = self.act(self.registered(), "Accept Request")
		later = add_days(request.due_on or now_datetime(), 5)
		request = self.act(request, "Request Extension", request_reason="案情复杂", requested_due_on=later)
		with self.assertRaises(WorkflowTransitionError):
			self.act(
				request, "Decide on Extension", request_decision="Not Granted", decision_opinion="按期办"
			)
		decided = self.act(
			request,
			"Decide on Extension",
			actor("dispatcher"),
			request_decision="Not Granted",
			decision_opinion="按期办理",
		)
		self.assertEqual(decided.workflow_state, "In Progress")

	def test_a_granted_extension_moves_the_legal_limit_once_and_says_who_approved(self):
		petition = frappe.get_doc("Service Item", "信访事项")
		self.window.append("service_items", {"service_item": petition.name})
		self.window.db_set("window_type", petition.window_type)
		answers = [{"fieldname": "own_1", "value": "申诉求决"}]
		asked = {"no_id_reason": "未带证件", "address": "测试路1号", "no_legal_road": 1, "answers": answers}
		request = self.registered(item=petition, **asked)
		request = self.act(request, "Accept Request", papers_later=1)
		first = get_datetime(request.due_on)
		# Where the sixtieth day is no working day, the limit ends on the next one
		self.assertIn((first.date() - getdate(request.accepted_on)).days, range(60, 70))
		request = self.extended(request, add_days(first, 20))
		self.assertEqual(get_datetime(request.due_on), add_days(first, 20))
		clock = frappe.get_doc("Case Clock", {"reference_name": request.name, "kind": "Handle"})
		self.assertEqual(get_datetime(clock.due_on), add_days(first, 20))
		self.assertTrue(clock.changes[-1].approved_by)
		self.assertRefused(frappe.ValidationError, self.extended, request, add_days(first, 60))

	def extended(self, request, due):
		asked = {"request_reason": "案情复杂", "requested_due_on": due}
		self.act(request, "Request Extension", **asked)
		granted = {"request_decision": "Granted", "decision_opinion": "同意", "extension_told_on": getdate()}
		return self.act(request, "Decide on Extension", actor("dispatcher"), **granted)


class TestConcurrentEdits(RequestTestCase):
	def test_a_request_saved_by_another_meanwhile_is_not_overwritten(self):
		request = self.registered()
		stale = fresh(request)
		with self.as_user(self.clerk):
			current = fresh(request)
			current.update({"details": "补充"})
			current.save()
			stale.details = "旧的"
			self.assertRaises(frappe.TimestampMismatchError, stale.save)

	def test_request_without_window_of_ones_own_goes_to_the_type_s_window(self):
		with self.as_user(self.other_clerk):
			request = make_request(self.window, self.item)
		self.assertEqual(request.service_window, self.window.name)
