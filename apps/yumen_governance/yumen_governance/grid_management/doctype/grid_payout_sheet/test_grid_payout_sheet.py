"""A payout sheet is prepared by one person and approved by a leader of the grid; the pool pays it once."""

import frappe
from frappe.desk.form.save import cancel as desk_cancel

from yumen_governance.grid_management.doctype.grid_fund_pool.grid_fund_pool import FundsError
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import (
	actor,
	fresh,
	make_fund_pool,
	make_grid,
	make_grid_member,
	make_payout_sheet,
)

ADMINISTRATOR, LEADER = actor("administrator"), actor("leader")


class SheetTestCase(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		township = make_grid()
		community = make_grid(township.name)
		self.grid, self.community = township.name, community.name
		self.compound = make_grid(community.name).name
		self.leader = make_grid_member(self.grid, "Grid Leader", LEADER).name
		self.member = make_grid_member(self.compound).name
		self.pool = make_fund_pool(self.grid, 1000)

	def prepared(self, amounts=None, **values):
		with self.as_user(ADMINISTRATOR):
			return make_payout_sheet(self.pool.name, amounts or {self.member: 300.5}, **values)

	def handed_in(self, amounts=None, **values):
		sheet = self.prepared(amounts, **values)
		self.step(ADMINISTRATOR, sheet, "hand_in")
		return fresh(sheet)

	def approved(self, amounts=None, **values):
		sheet = self.handed_in(amounts, **values)
		self.step(LEADER, sheet, "approve")
		return fresh(sheet)

	def step(self, user, sheet, method, **arguments):
		with self.as_user(user):
			return getattr(fresh(sheet), method)(**arguments)

	def refused(self, user, sheet, method, exception=frappe.PermissionError, **arguments):
		before = fresh(sheet).as_dict()
		with self.as_user(user):
			message = self.assertRefused(exception, getattr(frappe.get_doc(before), method), **arguments)
		self.assertEqual(fresh(sheet).status, before.status)
		return message

	def balance(self) -> float:
		return fresh(self.pool).balance


class TestPreparation(SheetTestCase):
	def test_rows_name_the_member_and_add_up_in_words(self):
		sheet = self.prepared({self.member: 300.5, self.leader: 200})
		row = sheet.payouts[0]
		self.assertEqual((row.post, row.grid), ("Full-time Member", self.compound))
		self.assertTrue(row.member_name and row.grid_name)
		self.assertEqual((sheet.total_amount, sheet.total_in_words), (500.5, "伍佰元伍角"))
		self.assertEqual((sheet.period, sheet.grid, sheet.available), ("2026-03", self.grid, 1000))

	def test_names_and_totals_from_outside_are_not_believed(self):
		rows = [{"member": self.member, "amount": 10, "member_name": "Nobody", "grid_name": "Nowhere"}]
		forged = {"status": "Approved", "approved_by": LEADER, "total_amount": 1, "period": "2020-01"}
		sheet = self.prepared(payouts=rows, **forged)
		self.assertEqual((sheet.status, sheet.approved_by), ("Draft", None))
		self.assertEqual((sheet.total_amount, sheet.period), (10, "2026-03"))
		self.assertNotIn(sheet.payouts[0].member_name, ("Nobody", ""))

	def test_month_has_one_sheet(self):
		self.prepared()
		self.assertRefused(FundsError, self.prepared)
		self.assertTrue(self.prepared(month="04").name)

	def test_revoked_sheet_makes_room_for_another(self):
		first = self.approved()
		self.step(LEADER, first, "revoke", reason="Wrong")
		self.assertNotEqual(self.prepared().name, first.name)

	def test_total_never_exceeds_the_balance(self):
		message = self.assertRefused(FundsError, self.prepared, {self.member: 1000.01})
		self.assertIn("0.01", message)
		self.approved({self.member: 400})
		self.assertRefused(FundsError, self.prepared, {self.member: 600.01}, month="04")
		self.assertTrue(self.prepared({self.member: 600}, month="04").name)

	def test_member_is_paid_once(self):
		rows = [{"member": self.member, "amount": 1}, {"member": self.member, "amount": 2}]
		self.assertIn("2", self.assertRefused(FundsError, self.prepared, payouts=rows))

	def test_person_with_two_posts_is_paid_once(self):
		person = {"member_name": "Wang", "user": actor("member")}
		posts = [make_grid_member(grid, **person).name for grid in (self.compound, self.community)]
		self.assertRefused(FundsError, self.prepared, dict.fromkeys(posts, 5))

	def test_member_of_another_township_is_refused(self):
		stranger = make_grid_member(make_grid().name).name
		self.assertRefused(FundsError, self.prepared, {stranger: 5})

	def test_member_is_in_office_in_that_month(self):
		for term, fits in (
			({"from_date": "2026-03-31"}, True),
			({"to_date": "2026-03-01"}, True),
			({"from_date": "2026-04-01"}, False),
			({"to_date": "2026-02-28"}, False),
		):
			member = make_grid_member(self.compound, **term).name
			with self.subTest(term):
				if fits:
					self.prepared({member: 5}).delete()
				else:
					self.assertRefused(FundsError, self.prepared, {member: 5})


class TestFilling(SheetTestCase):
	def filled(self, month="03", **values):
		sheet = frappe.new_doc("Grid Payout Sheet", pool=self.pool.name, month=month, **values)
		with self.as_user(ADMINISTRATOR):
			sheet.fill_members()
		return sheet

	def listed(self, sheet) -> dict[str, float]:
		return {row.member: row.amount for row in sheet.payouts}

	def test_members_in_office_under_the_grid_are_filled_in(self):
		make_grid_member(self.compound, is_active=0)
		make_grid_member(self.compound, from_date="2026-04-01")
		make_grid_member(make_grid().name)
		sheet = self.filled()
		self.assertEqual(self.listed(sheet), {self.leader: 0, self.member: 0})
		self.assertTrue(sheet.is_new())
		self.assertTrue(all(row.member_name for row in sheet.payouts))

	def test_sheet_from_a_browser_without_values_of_the_server_gets_them(self):
		sheet = frappe.get_doc({"doctype": "Grid Payout Sheet", "pool": self.pool.name, "month": "03"})
		sheet.set("__islocal", 1)
		with self.as_user(ADMINISTRATOR):
			sheet.fill_members()
		self.assertEqual((sheet.status, sheet.currency, sheet.grid), ("Draft", "CNY", self.grid))

	def test_amounts_of_last_month_are_taken(self):
		self.approved({self.member: 300.5})
		self.assertEqual(self.listed(self.filled("04")), {self.leader: 0, self.member: 300.5})
		self.assertEqual(self.listed(self.filled("05")), {self.leader: 0, self.member: 0})

	def test_january_follows_december_of_the_pool_before(self):
		self.approved({self.member: 300.5}, month="12")
		self.pool = make_fund_pool(self.grid, year=2027)
		self.assertEqual(self.listed(self.filled("01"))[self.member], 300.5)

	def test_amounts_of_a_revoked_sheet_come_back(self):
		self.approved({self.member: 100}, month="02")
		self.step(LEADER, self.approved({self.member: 300}), "revoke", reason="Wrong")
		self.assertEqual(self.listed(self.filled("03"))[self.member], 300)

	def test_filling_again_adds_only_who_is_missing(self):
		sheet = self.filled()
		sheet.payouts[0].amount = 77
		newcomer = make_grid_member(self.compound).name
		with self.as_user(ADMINISTRATOR):
			self.assertEqual(sheet.fill_members(), 1)
			self.assertEqual(sheet.fill_members(), 0)
		self.assertEqual(self.listed(sheet)[newcomer], 0)
		self.assertEqual(sheet.payouts[0].amount, 77)

	def test_person_with_two_posts_is_listed_once(self):
		person = {"member_name": "Wang", "user": actor("member")}
		upper = make_grid_member(self.community, **person).name
		lower = make_grid_member(self.compound, **person).name
		listed = self.listed(self.filled())
		self.assertIn(upper, listed)
		self.assertNotIn(lower, listed)

	def test_only_preparers_fill(self):
		for person in ("auditor", "member"):
			with self.as_user(actor(person)):
				sheet = frappe.new_doc("Grid Payout Sheet", pool=self.pool.name, month="03")
				self.assertRefused(frappe.PermissionError, sheet.fill_members)


class TestApproval(SheetTestCase):
	def test_leader_of_the_grid_approves_and_the_pool_pays(self):
		sheet = self.approved()
		self.assertEqual((sheet.docstatus, sheet.status), (1, "Approved"))
		self.assertEqual((sheet.prepared_by, sheet.approved_by), (ADMINISTRATOR, LEADER))
		self.assertEqual((self.balance(), fresh(self.pool).paid_amount), (699.5, 300.5))

	def test_those_concerned_are_told(self):
		sheet = self.approved()
		told = frappe.get_all("Notification Log", {"document_name": sheet.name}, pluck="for_user")
		self.assertEqual(sorted(told), sorted([LEADER, ADMINISTRATOR]))

	def test_leader_sends_it_back_with_a_reason(self):
		sheet = self.handed_in()
		self.refused(LEADER, sheet, "send_back", FundsError, reason="  ")
		self.step(LEADER, sheet, "send_back", reason="Amount of Wang is wrong")
		sheet = fresh(sheet)
		self.assertEqual((sheet.status, sheet.return_reason), ("Returned", "Amount of Wang is wrong"))
		with self.as_user(ADMINISTRATOR):
			sheet.payouts[0].amount = 10
			sheet.save()
		self.step(ADMINISTRATOR, sheet, "hand_in")
		self.step(LEADER, sheet, "approve")
		self.assertEqual(self.balance(), 990)

	def test_others_neither_approve_nor_send_back(self):
		make_grid_member(self.community, "Grid Leader", actor("other_leader"))
		make_grid_member(self.grid, "Part-time Member", actor("member"))
		sheet = self.handed_in()
		for person in ("administrator", "other_leader", "member", "auditor", "dispatcher"):
			with self.subTest(person):
				self.refused(actor(person), sheet, "approve")
				self.refused(actor(person), sheet, "send_back", reason="No")
				self.refused(actor(person), sheet, "submit")
		self.assertEqual(self.balance(), 1000)

	def test_preparer_never_approves_even_as_leader_or_as_system(self):
		frappe.get_doc("User", LEADER).add_roles("Governance Administrator")
		self.addCleanup(frappe.clear_cache, user=LEADER)
		make_grid_member(self.grid, "Deputy Grid Leader", actor("other_leader"))
		with self.as_user(LEADER):
			sheet = make_payout_sheet(self.pool.name, {self.member: 5})
			sheet.hand_in()
			self.assertRefused(frappe.PermissionError, fresh(sheet).approve)
		self.assertRefused(frappe.PermissionError, fresh(sheet).approve)
		self.step(actor("other_leader"), sheet, "approve")
		self.assertEqual(fresh(sheet).approved_by, actor("other_leader"))

	def test_sheet_made_by_one_and_handed_in_by_another_is_approved_by_neither(self):
		frappe.get_doc("User", LEADER).add_roles("Governance Administrator")
		self.addCleanup(frappe.clear_cache, user=LEADER)
		make_grid_member(self.grid, "Deputy Grid Leader", actor("other_leader"))
		with self.as_user(LEADER):
			sheet = make_payout_sheet(self.pool.name, {self.member: 5})
		self.step(ADMINISTRATOR, sheet, "hand_in")
		self.refused(LEADER, sheet, "approve")

	def test_leader_out_of_term_no_longer_approves(self):
		sheet = self.handed_in()
		leader = frappe.get_doc("Grid Member", self.leader)
		leader.update({"from_date": "2020-01-01", "to_date": "2020-12-31"}).save()
		self.refused(LEADER, sheet, "approve")

	def test_leader_of_the_city_approves_too(self):
		make_grid_member("620981", "Deputy Grid Leader", actor("other_leader"))
		sheet = self.handed_in()
		self.step(actor("other_leader"), sheet, "approve")
		self.assertEqual(fresh(sheet).status, "Approved")

	def test_only_a_sheet_that_is_handed_in_is_approved(self):
		sheet = self.prepared()
		self.refused(LEADER, sheet, "approve")
		self.assertRefused(FundsError, fresh(sheet).submit)

	def test_without_anybody_to_approve_it_is_not_handed_in(self):
		frappe.get_doc("Grid Member", self.leader).update({"is_active": 0}).save()
		sheet = self.prepared()
		self.refused(ADMINISTRATOR, sheet, "hand_in", FundsError)

	def test_empty_sheet_or_row_without_amount_is_not_handed_in(self):
		self.refused(ADMINISTRATOR, self.prepared(payouts=[]), "hand_in", FundsError)
		sheet = self.prepared({self.member: 0}, month="04")
		self.refused(ADMINISTRATOR, sheet, "hand_in", FundsError)

	def test_handed_in_twice_is_told(self):
		self.refused(ADMINISTRATOR, self.handed_in(), "hand_in")


class TestUntouchable(SheetTestCase):
	def test_nobody_changes_what_is_handed_in(self):
		sheet = self.handed_in()
		for change in (
			lambda doc: doc.payouts[0].update({"amount": 900}),
			lambda doc: doc.payouts[0].update({"member": self.leader}),
			lambda doc: doc.payouts[0].update({"member_name": "Nobody"}),
			lambda doc: doc.append("payouts", {"member": self.leader, "amount": 5}),
			lambda doc: doc.update({"payouts": []}),
			lambda doc: doc.update({"remark": "Later"}),
		):
			for submits in (False, True):
				changed = fresh(sheet)
				change(changed)
				with self.as_user(LEADER):
					self.assertRefused(FundsError, changed.submit if submits else changed.save)
		with self.as_user(ADMINISTRATOR):
			self.assertRefused(frappe.PermissionError, fresh(sheet).save)

	def test_forged_total_is_not_paid(self):
		sheet = self.handed_in()
		sheet.update({"total_amount": 1, "prepared_by": actor("auditor")})
		with self.as_user(LEADER):
			sheet.submit()
		self.assertEqual((fresh(sheet).total_amount, fresh(sheet).prepared_by), (300.5, ADMINISTRATOR))
		self.assertEqual(self.balance(), 699.5)

	def test_approved_sheet_is_not_changed_or_deleted(self):
		sheet = self.approved()
		sheet.payouts[0].amount = 1
		with self.as_user(LEADER):
			self.assertRefused(frappe.UpdateAfterSubmitError, sheet.save)
		self.assertRefused(frappe.ValidationError, frappe.delete_doc, sheet.doctype, sheet.name)

	def test_only_a_sheet_in_preparation_is_deleted(self):
		self.assertRefused(FundsError, frappe.delete_doc, "Grid Payout Sheet", self.handed_in().name)
		revoked = self.approved(month="04")
		self.step(LEADER, revoked, "revoke", reason="Wrong")
		self.assertRefused(FundsError, frappe.delete_doc, "Grid Payout Sheet", revoked.name)
		with self.as_user(ADMINISTRATOR):
			frappe.delete_doc("Grid Payout Sheet", self.prepared(month="05").name)

	def test_second_sheet_cannot_spend_what_the_first_took(self):
		first, second = self.handed_in({self.member: 700}), self.handed_in({self.member: 700}, month="04")
		self.step(LEADER, first, "approve")
		self.refused(LEADER, second, "approve", FundsError)
		self.step(LEADER, second, "send_back", reason="The pool is empty")
		self.assertEqual(self.balance(), 300)


class TestRevoking(SheetTestCase):
	def test_leader_revokes_with_a_reason_and_the_pool_holds_the_money_again(self):
		sheet = self.approved()
		self.refused(LEADER, sheet, "revoke", FundsError, reason="")
		self.step(LEADER, sheet, "revoke", reason="Wrong month")
		sheet = fresh(sheet)
		self.assertEqual((sheet.docstatus, sheet.status, sheet.return_reason), (2, "Revoked", "Wrong month"))
		self.assertEqual(self.balance(), 1000)

	def test_others_do_not_revoke(self):
		sheet = self.approved()
		for person in ("administrator", "auditor", "other_leader"):
			self.refused(actor(person), sheet, "revoke", reason="Wrong")

	def test_cancelling_past_the_reason_is_refused(self):
		sheet = self.approved()
		with self.as_user(LEADER):
			self.assertRefused(FundsError, desk_cancel, doctype=sheet.doctype, name=sheet.name)
		self.assertEqual(self.balance(), 699.5)


class TestSight(SheetTestCase):
	def test_sheet_is_seen_by_its_grid_and_the_centre(self):
		make_grid_member(self.community, "Grid Leader", actor("other_leader"))
		sheet = self.prepared().name
		for person, sees in (
			("administrator", True),
			("auditor", True),
			("leader", True),
			("other_leader", False),
		):
			with self.subTest(person), self.as_user(actor(person)):
				self.assertEqual(sheet in frappe.get_list("Grid Payout Sheet", pluck="name", limit=0), sees)
				self.assertEqual(frappe.has_permission("Grid Payout Sheet", "read", sheet), sees)

	def test_who_writes_follows_from_the_state(self):
		def writers(sheet) -> set[str]:
			people = ("administrator", "leader", "auditor")
			return {p for p in people if frappe.has_permission(sheet.doctype, "write", sheet.name, actor(p))}

		sheet = self.prepared()
		self.assertEqual(writers(sheet), {"administrator"})
		self.step(ADMINISTRATOR, sheet, "hand_in")
		self.assertEqual(writers(sheet), {"leader"})

	def test_nobody_exports_pay(self):
		for person in ("administrator", "leader", "auditor"):
			self.assertFalse(frappe.has_permission("Grid Payout Sheet", "export", user=actor(person)))


class TestPrint(SheetTestCase):
	def test_printed_sheet_has_rows_words_and_a_place_to_sign(self):
		wang = make_grid_member(self.compound, member_name="<b>Wang</b>").name
		sheet = self.approved({wang: 123.45})
		with self.in_language("zh"):
			html = frappe.get_print(sheet.doctype, sheet.name, print_format="网格员经费发放表")
		body = html.split('class="payout-sheet"', 1)[1]
		for text in ("壹佰贰拾叁元肆角伍分", "123.45", "领款人签字", "2026年03月", "&lt;b&gt;Wang"):
			self.assertIn(text, body)
		self.assertNotIn("<b>Wang", body)
