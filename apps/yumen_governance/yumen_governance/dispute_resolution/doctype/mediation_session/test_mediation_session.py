import frappe
from frappe.utils import add_days, now_datetime

from yumen_governance.api import mediation as door
from yumen_governance.dispute_resolution import sessions
from yumen_governance.dispute_resolution.doctype.mediation_session.mediation_session import SessionError
from yumen_governance.dispute_resolution.signed_records import SignedRecordError
from yumen_governance.dispute_resolution.tests.mediation import held, make_mediation, party
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import actor, fresh, put_in_state


class TestMediationSession(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		self.step = make_mediation()

	def sign(self, session):
		return sessions.sign(fresh(session), actor("mediator"), now_datetime())

	def test_it_begins_with_the_people_who_are_known(self):
		session = sessions.begin(self.step, actor("mediator"), now_datetime())
		self.assertEqual({row.attendee_name for row in session.attendees}, {"申请甲", "被申请乙"})
		self.assertEqual([row.user for row in session.mediators], [actor("mediator")])
		self.assertEqual((session.number, session.status), (1, "Draft"))
		self.assertEqual(sessions.begin(self.step, actor("mediator"), now_datetime()).number, 2)

	def test_what_is_typed_is_kept_by_its_mediator_and_nothing_else(self):
		session = sessions.begin(self.step, actor("mediator"), now_datetime())
		with self.as_user(actor("mediator")):
			told = door.keep_session(session.name, {"statements": "甲：……", "status": "Signed", "number": 9})
		stored = fresh(session)
		self.assertEqual((stored.statements, stored.status, stored.number), ("甲：……", "Draft", 1))
		self.assertEqual(told, str(stored.modified))

	def test_another_mediator_neither_reads_nor_keeps_it(self):
		session = sessions.begin(self.step, actor("mediator"), now_datetime())
		with self.as_user(actor("other_mediator")):
			self.assertRefused(frappe.PermissionError, door.keep_session, session.name, {"statements": "x"})
			self.assertRefused(frappe.PermissionError, door.begin_session, self.step.name)

	def test_complete_and_signed_by_all_it_is_locked(self):
		session = self.sign(held(self.step))
		self.assertEqual((session.status, session.signed_by), ("Signed", actor("mediator")))
		for field, value in {
			"statements": "改",
			"result": "Agreement Reached",
			"held_on": "2020-01-01",
		}.items():
			with self.subTest(field):
				doc = fresh(session)
				doc.set(field, value)
				self.assertRefused(SignedRecordError, doc.save)
		doc = fresh(session)
		doc.attendees[0].has_signed = 0
		self.assertRefused(SignedRecordError, doc.save)
		self.assertRefused(SignedRecordError, fresh(session).delete)
		self.assertRefused(SignedRecordError, sessions.keep, fresh(session), {"statements": "改"})
		self.assertRefused(SignedRecordError, self.sign, session)

	def test_each_thing_that_is_missing_is_refused(self):
		session = held(self.step)
		for field in ("ended_on", "place", "told_rights", "statements", "result"):
			with self.subTest(field):
				kept = session.get(field)
				session.db_set(field, None if field != "told_rights" else 0)
				self.assertRefused(SessionError, self.sign, session)
				session.db_set(field, kept)
		self.assertEqual(fresh(session).status, "Draft")

	def test_who_did_not_sign_needs_a_remark(self):
		session = held(self.step)
		session.attendees[0].has_signed = 0
		session.save()
		self.assertIn("申请甲", self.assertRefused(SessionError, self.sign, session))
		session = fresh(session)
		session.attendees[0].remark = "拒绝签字"
		session.save()
		self.assertEqual(self.sign(session).status, "Signed")

	def test_a_failure_needs_its_reason_and_the_other_remedies_told(self):
		session = held(self.step, result="No Agreement")
		with self.in_language("zh"):
			self.assertIn("第二十六条", self.assertRefused(SessionError, self.sign, session))
		session.update({"result_note": "分歧过大", "remedies_told": 1})
		session.save()
		self.assertEqual(self.sign(session).status, "Signed")

	def test_a_correction_is_a_new_version_with_its_reason(self):
		session = self.sign(held(self.step))
		self.assertRefused(SignedRecordError, sessions.correct, session, "", actor("mediator"))
		version = sessions.correct(session, "日期笔误", actor("mediator"))
		self.assertEqual((version.number, version.version, version.status), (session.number, 2, "Draft"))
		self.assertFalse(any(row.has_signed for row in (*version.attendees, *version.mediators)))
		self.assertRefused(SignedRecordError, sessions.correct, session, "又一次", actor("mediator"))
		self.assertEqual(fresh(session).status, "Signed")
		for row in (*version.attendees, *version.mediators):
			row.has_signed = 1
		version.save()
		self.sign(version)
		self.assertEqual((fresh(session).status, fresh(version).status), ("Replaced", "Signed"))

	def test_only_a_signed_record_is_corrected(self):
		self.assertRefused(SignedRecordError, sessions.correct, held(self.step), "理由", actor("mediator"))

	def test_a_form_does_not_sign_by_itself(self):
		session = held(self.step)
		session.update({"status": "Signed", "version": 7})
		session.save()
		self.assertEqual((fresh(session).status, fresh(session).version), ("Draft", 1))

	def test_no_session_is_held_when_the_step_has_ended(self):
		put_in_state(self.step, "Agreement Reached")
		self.assertRefused(SessionError, sessions.begin, self.step, actor("mediator"), now_datetime())

	def test_a_party_of_another_case_is_refused(self):
		session = held(self.step)
		session.append("attendees", {"party": party(make_mediation(), "Applicant"), "attendee_name": "丙"})
		self.assertRefused(SessionError, session.save)

	def test_it_ends_after_it_began(self):
		session = held(self.step)
		session.ended_on = add_days(session.held_on, -1)
		self.assertRefused(SessionError, session.save)
