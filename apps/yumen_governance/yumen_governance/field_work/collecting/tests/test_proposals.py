"""Correction proposals: what they show and seal, who decides, and what an accepted one writes."""

import json

import frappe

from yumen_governance.api import collecting as api
from yumen_governance.events.intake.pictures import Picture
from yumen_governance.events.tests.test_pictures import photo
from yumen_governance.field_work.collecting.proposals import deciding, withdrawing
from yumen_governance.field_work.collecting.proposals.states import ProposalError
from yumen_governance.field_work.collecting.tests.case import (
	CLERK,
	FORM,
	LEADER,
	MEMBER,
	PROPOSAL,
	CollectingTestCase,
)
from yumen_governance.field_work.sync.items import Base, Conflict
from yumen_governance.grid_management.code_written import WrittenByActionsOnlyError
from yumen_governance.registry.record import DuplicateRecordError, RecordError
from yumen_governance.registry.reveal import Wish, tell
from yumen_governance.registry.sealing.envelope import unseal
from yumen_governance.tests.factories import actor, fresh, invented_id, make_resident
from yumen_governance.time_limits.outbox.expanding import expand_due

OLD, NEW = "19900004321", "19900005678"
ADDRESS = "玉门市测试路社区金诚小区3号楼2单元501"


class ProposalTestCase(CollectingTestCase):
	def setUp(self):
		super().setUp()
		self.resident = make_resident(self.grid, resident_name="曾小明", phone=OLD, occupation="教师")

	def plain(self) -> dict[str, str]:
		doc = fresh(self.resident)
		return unseal("Resident", doc.name, doc.sealed)


class TestProposing(ProposalTestCase):
	def test_old_and_new_are_shown_as_people_may_read_them(self):
		with self.in_language("zh"):
			proposal = self.propose(self.resident, phone=NEW, ethnic="ethnic-03", occupation="医生")
		rows = {row.fieldname: (row.field_label, row.old_value, row.new_value) for row in proposal.changes}
		self.assertEqual(rows["phone"], ("电话", "199****4321", "199****5678"))
		self.assertEqual(rows["ethnic"][1:], ("", "回族"))
		self.assertEqual(rows["occupation"][1:], ("教师", "医生"))
		self.assertEqual(
			(proposal.title, proposal.status, proposal.reason), ("曾小明", "To Review", "本人说的")
		)

	def test_sealed_values_are_nowhere_but_in_the_envelope(self):
		number = invented_id()
		proposal = self.propose(self.resident, phone=NEW, address_detail=ADDRESS, id_number=number)
		stored = frappe.db.get_value(PROPOSAL, proposal.name, "*", as_dict=True)
		rows = frappe.get_all("Correction Proposal Row", {"parent": proposal.name}, ["*"])
		text = json.dumps([stored, rows, self.rows("correction_proposals")], default=str, ensure_ascii=False)
		for value in (NEW, "金诚小区", number):
			self.assertNotIn(value, text)
		self.assertEqual(unseal(PROPOSAL, proposal.name, stored.sealed)["phones"], NEW)

	def test_leader_may_reveal_the_proposed_phone_and_nobody_all_values(self):
		proposal = self.propose(self.resident, phone=NEW)
		with self.as_user(LEADER):
			now = frappe.utils.now_datetime()
			told = tell(Wish(PROPOSAL, proposal.name, "phones", "入户核实"), LEADER, now)
			hidden = tell(Wish(PROPOSAL, proposal.name, "proposed_values", "入户核实"), LEADER, now)
		self.assertEqual(told.value, NEW)
		self.assertTrue(hidden.refusal)

	def test_what_the_registry_refuses_is_not_even_proposed(self):
		self.assertRefused(RecordError, self.propose, self.resident, phone="123")
		self.assertFalse(frappe.db.count(PROPOSAL, {"reference_name": self.resident.name}))

	def test_photo_of_proof_hangs_on_the_proposal_and_is_private(self):
		proposal = self.propose(self.resident, photos=[Picture("证明.jpg", photo((64, 48)))], phone=NEW)
		(row,) = self.rows("correction_proposals", LEADER)[proposal.name]["pictures"]
		self.assertTrue(row["url"].startswith("/private/files/"))

	def test_seen_in_its_territory_and_by_the_registrys_keepers(self):
		proposal = self.propose(self.resident, phone=NEW)
		seen = {"member", "leader", "registry_clerk", "administrator", "auditor", "dispatcher"}
		for person in (*seen, "other_member", "other_leader", "handler", "clerk", "privacy_officer"):
			with self.subTest(person), self.as_user(actor(person)):
				may = frappe.has_permission(PROPOSAL, "read", proposal.name)
				self.assertEqual(may, person in seen)

	def test_nobody_writes_one_past_its_actions(self):
		proposal = self.propose(self.resident, phone=NEW)
		self.assertRefused(WrittenByActionsOnlyError, fresh(proposal).update({"status": "Adopted"}).save)
		self.assertRefused(WrittenByActionsOnlyError, fresh(proposal).delete)


class TestDeciding(ProposalTestCase):
	def test_accepted_is_written_through_the_records_own_save(self):
		proposal = self.review(
			self.propose(self.resident, phone=NEW, occupation="医生"), "phone", "occupation"
		)
		self.assertEqual((proposal.status, proposal.decided_by), ("Adopted", LEADER))
		self.assertEqual((self.plain()["phone"], fresh(self.resident).occupation), (NEW, "医生"))
		self.assertEqual(fresh(self.resident).modified_by, LEADER)
		(comment,) = frappe.get_all("Comment", {"reference_name": self.resident.name}, pluck="content")
		self.assertIn("proposed", comment)

	def test_some_of_it_is_accepted_with_a_note(self):
		proposal = self.propose(self.resident, phone=NEW, occupation="医生")
		self.assertRefused(ProposalError, self.review, proposal, "phone")
		proposal = self.review(proposal, "phone", note="职业待核实")
		self.assertEqual(proposal.status, "Partly Adopted")
		self.assertEqual(
			{row.fieldname: row.decision for row in proposal.changes}["occupation"], "Not Adopted"
		)
		self.assertEqual((self.plain()["phone"], fresh(self.resident).occupation), (NEW, "教师"))

	def test_rejected_changes_nothing_and_says_why(self):
		proposal = self.propose(self.resident, phone=NEW)
		self.assertRefused(ProposalError, self.review, proposal)
		proposal = self.review(proposal, note="号码打不通")
		self.assertEqual((proposal.status, self.plain()["phone"]), ("Not Adopted", OLD))
		self.assertEqual(self.rows("correction_proposals")[proposal.name]["decision_note"], "号码打不通")

	def test_role_of_a_leader_decides_nothing_without_the_post(self):
		frappe.get_doc("User", actor("other_member")).add_roles("Grid Leader")
		resident = make_resident(self.other_grid, resident_name="曾大明", phone=OLD)
		proposal = self.propose(resident, user=CLERK, phone=NEW)
		self.assertRefused(frappe.PermissionError, self.review, proposal, "phone", user=actor("other_member"))

	def test_who_decides(self):
		for person in ("member", "other_member", "auditor", "dispatcher"):
			with self.subTest(person):
				proposal = self.propose(self.resident, phone=NEW)
				refusal = ProposalError if person == "member" else frappe.PermissionError
				self.assertRefused(refusal, self.review, proposal, "phone", user=actor(person))
		self.assertEqual(self.review(proposal, "phone", user=CLERK).status, "Adopted")

	def test_nobody_decides_on_their_own(self):
		proposal = self.propose(self.resident, user=LEADER, phone=NEW)
		self.assertRefused(ProposalError, self.review, proposal, "phone")

	def test_decided_once(self):
		proposal = self.propose(self.resident, phone=NEW)
		seen = fresh(proposal)
		self.review(proposal, "phone")
		self.assertRefused(ProposalError, self.review, proposal, "phone")
		with self.assertRaises(Conflict) as caught:
			base = Base("correction_proposals", seen.name, frappe.utils.get_datetime(seen.modified))
			with self.as_user(LEADER):
				item = self.item("review_proposal", {"name": seen.name, "accepted": []}, base)
				deciding.review(item, LEADER, frappe.utils.now_datetime())
		self.assertEqual(caught.exception.current["status"], "Adopted")

	def test_record_that_changed_meanwhile_is_shown_before_anything_is_written(self):
		proposal = self.propose(self.resident, occupation="医生")
		fresh(self.resident).update({"occupation": "司机"}).save()
		with self.assertRaises(Conflict) as caught:
			self.review(proposal, "occupation")
		(row,) = caught.exception.current["changes"]
		self.assertEqual((row["old_value"], row["new_value"]), ("司机", "医生"))
		self.assertEqual(fresh(self.resident).occupation, "司机")
		self.assertEqual(self.review(proposal, "occupation", seen={"occupation": "司机"}).status, "Adopted")
		self.assertEqual(fresh(self.resident).occupation, "医生")

	def test_reviewer_who_was_shown_the_conflict_may_insist(self):
		proposal = self.propose(self.resident, occupation="医生")
		fresh(self.resident).update({"occupation": "司机"}).save()
		with self.assertRaises(Conflict) as caught:
			self.review(proposal, "occupation")
		base = Base(
			"correction_proposals",
			proposal.name,
			frappe.utils.get_datetime(caught.exception.current["modified"]),
		)
		with self.as_user(LEADER):
			item = self.item("review_proposal", {"name": proposal.name, "accepted": ["occupation"]}, base)
			deciding.review(item, LEADER, frappe.utils.now_datetime())
		self.assertEqual(fresh(self.resident).occupation, "医生")

	def test_change_of_another_field_is_no_obstacle(self):
		proposal = self.propose(self.resident, occupation="医生")
		fresh(self.resident).update({"workplace": "一中"}).save()
		self.assertEqual(self.review(proposal, "occupation").status, "Adopted")

	def test_rules_hold_on_the_day_of_acceptance(self):
		number = invented_id()
		proposal = self.propose(
			make_resident(self.grid, id_number="", no_id_reason="Document Not at Hand"), id_number=number
		)
		make_resident(self.other_grid, id_number=number)
		self.assertRefused(DuplicateRecordError, self.review, proposal, "id_number")
		self.assertEqual(fresh(proposal).status, "To Review")

	def test_new_record_is_made_when_it_is_accepted(self):
		frappe.get_doc(FORM, "Household").update({"additions": "Always Proposed"}).save()
		taken = self.collect("Household", {"head_name": "曾大明", "size": 3, "grid": self.grid})
		proposal = frappe.get_doc(PROPOSAL, taken.name)
		self.assertRefused(ProposalError, self.review, proposal, "head_name", note="人数不对")
		proposal = self.review(proposal, *[row.fieldname for row in proposal.changes])
		household = frappe.get_doc("Household", proposal.reference_name)
		self.assertEqual((household.head_name, household.size, household.grid), ("曾大明", 3, self.grid))

	def test_strange_fields_are_refused(self):
		proposal = self.propose(self.resident, phone=NEW)
		self.assertRefused(ProposalError, self.review, proposal, "phone", "owner")
		self.assertRefused(ProposalError, self.review, proposal, "phone", seen=["x"])


class TestTelling(ProposalTestCase):
	def told(self, proposal, event_type: str) -> list:
		filters = {"event_type": event_type, "reference_name": proposal.name}
		return frappe.get_all("Outgoing Notice", filters, ["name", "variables"])

	def receivers(self, proposal, event_type: str) -> set[str]:
		"""Who gets the message of a kind, today."""
		expand_due(frappe.utils.now_datetime())
		filters = {"notice": ["in", [row.name for row in self.told(proposal, event_type)]]}
		return set(frappe.get_all("Message Delivery", filters, pluck="receiver"))

	def test_leader_is_told_of_a_proposal_and_the_proposer_of_the_decision(self):
		proposal = self.propose(self.resident, phone=NEW)
		self.assertEqual(self.receivers(proposal, "Correction Proposed"), {LEADER})
		self.review(proposal, note="号码打不通")
		self.assertEqual(self.receivers(proposal, "Correction Decided"), {MEMBER})
		(row,) = self.told(proposal, "Correction Decided")
		self.assertEqual(json.loads(row.variables)["decision"], "Not Adopted")

	def test_keeper_of_the_registry_is_told_of_a_leaders_own_proposal(self):
		proposal = self.propose(self.resident, user=LEADER, phone=NEW)
		receivers = self.receivers(proposal, "Correction Proposed")
		self.assertIn(CLERK, receivers)
		self.assertNotIn(LEADER, receivers)

	def test_messages_hold_no_value_of_the_record(self):
		proposal = self.review(
			self.propose(self.resident, phone=NEW, occupation="医生"), "phone", note="待核实"
		)
		for event_type in ("Correction Proposed", "Correction Decided"):
			(row,) = self.told(proposal, event_type)
			for value in (NEW, "199****5678", "曾小明", "医生"):
				self.assertNotIn(value, row.variables)


class TestWithdrawing(ProposalTestCase):
	def withdraw(self, proposal, user: str = MEMBER):
		with self.as_user(user):
			item = self.item("withdraw_proposal", {"name": proposal.name})
			withdrawing.take_back(item, user, frappe.utils.now_datetime())
		return fresh(proposal)

	def test_who_made_it_withdraws_it_before_it_is_decided(self):
		proposal = self.withdraw(self.propose(self.resident, phone=NEW))
		self.assertEqual((proposal.status, proposal.decided_by), ("Withdrawn", MEMBER))
		self.assertEqual(self.withdraw(proposal).modified, proposal.modified)
		self.assertEqual(self.plain()["phone"], OLD)
		row = self.rows("correction_proposals")[proposal.name]
		self.assertEqual((row["status"], row["may_withdraw"]), ("Withdrawn", 0))

	def test_withdrawn_is_not_decided_any_more(self):
		proposal = self.withdraw(self.propose(self.resident, phone=NEW))
		self.assertRefused(ProposalError, self.review, proposal, "phone")
		self.assertEqual((fresh(proposal).status, self.plain()["phone"]), ("Withdrawn", OLD))

	def test_decided_is_not_withdrawn_any_more(self):
		proposal = self.review(self.propose(self.resident, phone=NEW), "phone")
		self.assertRefused(ProposalError, self.withdraw, proposal)
		self.assertEqual(fresh(proposal).status, "Adopted")

	def test_nobody_else_withdraws_it(self):
		proposal = self.propose(self.resident, phone=NEW)
		for person in ("leader", "registry_clerk", "other_member", "administrator"):
			with self.subTest(person):
				self.assertRefused(frappe.PermissionError, self.withdraw, proposal, actor(person))
		self.assertEqual(fresh(proposal).status, "To Review")

	def test_only_its_proposer_is_offered_to(self):
		proposal = self.propose(self.resident, phone=NEW)
		for user, may in ((MEMBER, 1), (LEADER, 0)):
			self.assertEqual(self.rows("correction_proposals", user)[proposal.name]["may_withdraw"], may)
			with self.as_user(user):
				doc = fresh(proposal)
				doc.run_method("onload")
				self.assertEqual(doc.get_onload().may_withdraw, bool(may))

	def test_at_the_desk_too(self):
		proposal = self.propose(self.resident, phone=NEW)
		with self.as_user(LEADER):
			self.assertRefused(frappe.PermissionError, api.withdraw, proposal.name)
		with self.as_user(MEMBER):
			self.assertEqual(api.withdraw(proposal.name), "Withdrawn")


class TestDesk(ProposalTestCase):
	def test_leader_decides_at_the_desk(self):
		proposal = self.propose(self.resident, phone=NEW)
		with self.as_user(LEADER):
			self.assertEqual(api.decide(proposal.name, '["phone"]', "{}"), "Adopted")
		self.assertEqual(self.plain()["phone"], NEW)

	def test_others_are_refused(self):
		proposal = self.propose(self.resident, phone=NEW)
		for person in ("other_member", "handler"):
			with self.subTest(person), self.as_user(actor(person)):
				self.assertRefused(frappe.PermissionError, api.decide, proposal.name, '["phone"]', "{}")

	def test_changed_record_is_refused_with_a_sentence(self):
		proposal = self.propose(self.resident, occupation="医生")
		fresh(self.resident).update({"occupation": "司机"}).save()
		with self.as_user(LEADER):
			message = self.assertRefused(
				Conflict, api.decide, proposal.name, '["occupation"]', '{"occupation": "教师"}'
			)
		self.assertIn("changed", message)

	def test_form_tells_today_and_who_may_decide(self):
		proposal = self.propose(self.resident, occupation="医生")
		fresh(self.resident).update({"occupation": "司机"}).save()
		for user, may in ((LEADER, True), (MEMBER, False)):
			with self.as_user(user):
				doc = fresh(proposal)
				doc.run_method("onload")
				told = doc.get_onload()
				self.assertEqual((told.today["occupation"], told.may_decide), ("司机", may))
