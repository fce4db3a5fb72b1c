"""Filing: complete or refused, numbered without gaps, and closed to changes afterwards."""

from datetime import datetime
from threading import Barrier, Thread

import frappe

from yumen_governance.dispute_resolution.dossier import filing, freezing, numbers, signed_files
from yumen_governance.dispute_resolution.dossier.filing import Filing, NotFilableError
from yumen_governance.dispute_resolution.dossier.freezing import FiledError
from yumen_governance.dispute_resolution.dossier.tests import mediations
from yumen_governance.grid_management.contention import tried_again
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import fresh, make_committee

NOW = datetime(2026, 11, 23, 15, 0)
NEXT_YEAR = datetime(2027, 1, 4, 9, 0)
COMMITTEE = "test-filing-committee"
PEOPLE = 12
STORED = PEOPLE - len(range(0, PEOPLE, 3))
FILINGS = 5


def filed(dossier, now: datetime = NOW):
	return filing.file(dossier, Filing("10 Years"), "Administrator", now)


class TestFiling(GovernanceTestCase):
	def test_dossiers_of_a_committee_are_numbered_one_after_the_other_each_year_anew(self):
		committee = make_committee(short_name="玉联").name
		first, second, third = (mediations.make_complete(committee) for _number in range(3))
		self.assertEqual(filed(first).filing_number, "(2026)玉联人调字第1号")
		self.assertEqual(filed(second).filing_number, "(2026)玉联人调字第2号")
		self.assertEqual(filed(third, NEXT_YEAR).filing_number, "(2027)玉联人调字第1号")

	def test_committees_number_apart(self):
		for dossier in (mediations.make_complete(), mediations.make_complete()):
			self.assertEqual(filed(dossier).number, 1)

	def test_incomplete_dossier_is_refused_with_what_is_missing_and_takes_no_number(self):
		committee = make_committee().name
		step = mediations.make_mediation(committee)
		dossier = mediations.make_dossier(step, with_identity=False)
		with self.in_language("zh"):
			said = self.assertRefused(NotFilableError, filed, dossier)
		for item in ("当事人身份证明", "人民调解记录", "司法部"):
			self.assertIn(item, said)
		self.assertEqual(fresh(dossier).status, "Being Compiled")
		self.assertEqual(filed(mediations.make_complete(committee)).number, 1)

	def test_failed_mediation_is_filed_when_its_reason_and_the_other_remedies_are_recorded(self):
		step = mediations.make_mediation()
		mediations.make_notice(step)
		mediations.make_session(step)
		dossier = mediations.make_dossier(step)
		step.db_set({"outcome": "No Agreement", "outcome_note": "双方分歧过大"})
		self.assertRefused(NotFilableError, filed, dossier)
		step.db_set("remedies_told", 1)
		self.assertEqual(filed(fresh(dossier)).status, "Archived")

	def test_retention_term_is_chosen_at_filing(self):
		dossier = mediations.make_complete()
		for term in ("", "5 Years"):
			self.assertRefused(NotFilableError, filing.file, dossier, Filing(term), "Administrator", NOW)
		self.assertEqual(filed(dossier).retention_term, "10 Years")

	def test_dossier_is_filed_once_and_not_by_hand(self):
		dossier = mediations.make_complete()
		by_hand = fresh(dossier)
		by_hand.status = "Archived"
		self.assertRefused(NotFilableError, by_hand.save)
		by_hand = fresh(dossier)
		by_hand.filing_number = "(2026)假人调字第9号"
		self.assertRefused(NotFilableError, by_hand.save)
		filed(dossier)
		self.assertRefused(NotFilableError, filed, fresh(dossier))

	def test_filing_stands_on_the_timeline_of_the_mediation(self):
		dossier = filed(mediations.make_complete())
		about = {"reference_doctype": "Resolution Step", "reference_name": dossier.step}
		said = frappe.get_all("Timeline Entry", {**about, "action": "File Dossier"}, pluck="opinion")
		self.assertEqual(len(said), 1)
		self.assertIn(dossier.filing_number, said[0])

	def test_changed_signed_file_stops_the_filing(self):
		dossier = mediations.make_complete()
		agreement = frappe.get_doc("Mediation Agreement", {"step": dossier.step})
		frappe.db.set_value(
			"Mediation Agreement", agreement.name, "signed_file", mediations.make_file(mediations.a_pdf(2))
		)
		self.assertRefused(signed_files.ChangedFileError, filed, dossier)
		self.assertFalse(fresh(dossier).filing_number)


class TestFiled(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		self.dossier = mediations.make_complete()
		self.step = frappe.get_doc("Resolution Step", self.dossier.step)
		filed(self.dossier)

	def test_filed_dossier_is_neither_changed_nor_deleted(self):
		dossier = fresh(self.dossier)
		dossier.remarks = "later"
		self.assertRefused(FiledError, dossier.save)
		self.assertRefused(FiledError, fresh(self.dossier).delete)

	def test_papers_of_a_filed_dossier_are_neither_added_changed_nor_deleted(self):
		note = {"noted_on": "2026-11-23", "written_by": "甲", "content": "补"}
		self.assertRefused(FiledError, mediations._insert, "Situation Note", self.step, **note)
		notice = frappe.get_doc("Rights Notice", {"step": self.step.name})
		notice.note = "later"
		self.assertRefused(FiledError, notice.save)
		self.assertRefused(FiledError, fresh(notice).delete)

	def test_what_was_agreed_stays_and_its_performance_goes_on(self):
		agreement = frappe.get_doc("Mediation Agreement", {"step": self.step.name})
		agreement.load_doc_before_save()
		agreement.next_due_on = "2027-01-01"
		freezing.refuse_if_agreement_filed(agreement)
		agreement.terms = "别的"
		self.assertRefused(FiledError, freezing.refuse_if_agreement_filed, agreement)

	def test_another_mediation_of_the_case_stays_open(self):
		other = frappe.copy_doc(self.step)
		other.update({"name": "open-mediation", "step_number": 2})
		other.db_insert()
		note = {"noted_on": "2026-11-23", "written_by": "甲", "content": "另案"}
		self.assertTrue(mediations._insert("Situation Note", other, **note).name)


class TestNumbersOfManyAtOnce(GovernanceTestCase):
	"""Each thread has a connection of its own and commits, as a request does."""

	def setUp(self):
		super().setUp()
		self.addCleanup(self.clean_up)

	def clean_up(self):
		frappe.db.rollback()
		frappe.db.sql(f"delete from `{numbers.TABLE}` where committee = %s", COMMITTEE)
		frappe.db.commit()
		frappe.db.savepoint("governance_test")

	def file_at_once(self) -> list:
		"""Let people take a number at the same moment; every third filing is undone. Return the numbers that were kept."""
		found, gate, site = [], Barrier(PEOPLE), frappe.local.site

		def take(number: int) -> None:
			taken = numbers.take(COMMITTEE, 2026)
			if number % 3 == 0:
				frappe.db.rollback()
			else:
				frappe.db.commit()
				found.append(taken)

		def one_person(number: int) -> None:
			frappe.init(site=site)
			frappe.connect()
			try:
				gate.wait(30)
				tried_again(lambda: take(number))
			finally:
				frappe.destroy()

		people = [Thread(target=one_person, args=(number,)) for number in range(PEOPLE)]
		for person in people:
			person.start()
		for person in people:
			person.join()
		frappe.db.rollback()
		return sorted(found)

	def test_refused_filings_leave_no_gap_and_nobody_gets_a_number_twice(self):
		numbers.prepare(COMMITTEE, 2026)
		frappe.db.commit()
		self.assertEqual(self.file_at_once(), list(range(1, STORED + 1)))
		self.assertEqual(numbers.take(COMMITTEE, 2026), STORED + 1)

	def test_nor_do_the_first_filings_of_a_year(self):
		self.assertEqual(self.file_at_once(), list(range(1, STORED + 1)))


class TestFilingOfManyAtOnce(GovernanceTestCase):
	"""Whole dossiers, committed, filed over connections of their own; taken out afterwards."""

	def test_dossiers_filed_at_the_same_moment_have_numbers_without_gap(self):
		committee = make_committee().name
		dossiers = [mediations.make_complete(committee) for _number in range(FILINGS)]
		frappe.db.commit()
		self.addCleanup(mediations.take_out, dossiers, committee)
		given = at_once([dossier.name for dossier in dossiers])
		self.assertEqual(sorted(given), list(range(1, FILINGS + 1)), given)
		again = at_once([dossier.name for dossier in dossiers])
		self.assertEqual(again, ["NotFilableError"] * FILINGS)


def at_once(dossiers: list[str]) -> list:
	"""File dossiers at the same moment; return the number of each, or the name of its refusal."""
	found, gate, site = [None] * len(dossiers), Barrier(len(dossiers)), frappe.local.site

	def one_person(place: int) -> None:
		frappe.init(site=site)
		frappe.connect()
		try:
			gate.wait(30)
			found[place] = tried_again(lambda: filed(frappe.get_doc("Case Dossier", dossiers[place])).number)
			frappe.db.commit()
		except Exception as error:
			frappe.db.rollback()
			found[place] = type(error).__name__
		finally:
			frappe.destroy()

	people = [Thread(target=one_person, args=(place,)) for place in range(len(dossiers))]
	for person in people:
		person.start()
	for person in people:
		person.join()
	frappe.db.rollback()
	return found
