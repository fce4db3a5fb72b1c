"""Every limit of the laws is there with its article, applies to its cases, and ends on the right day."""

from datetime import date, datetime, time

import frappe

from yumen_governance.seed import statutory
from yumen_governance.seed.statutory.making import AGREEMENT, CASE, REQUEST, RULE, STEP, Bound
from yumen_governance.seed.statutory.tests.laws import LAWS
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.time_limits import clocks
from yumen_governance.time_limits.clocks import runs
from yumen_governance.time_limits.clocks.calendars import calendar
from yumen_governance.time_limits.clocks.counting import COURT, END_OF_DAY, Limit
from yumen_governance.time_limits.clocks.exclusions import Exclusion
from yumen_governance.time_limits.clocks.plan import START
from yumen_governance.time_limits.clocks.rules import own_of, rules_of
from yumen_governance.time_limits.clocks.runs import EXCLUSION, Change

# length and unit: first day → last day. 2026: the Spring Festival from 15 to 23 February, Saturdays 14 and 28 February
# worked; Qingming from 4 to 6 April; 1 to 5 May with Saturday 9 May worked; National Day from 1 to 7 October
DUE = {
	(2, "Working Days"): (("2026-02-13", "2026-02-24"), ("2026-02-27", "2026-03-02")),
	(3, "Working Days"): (("2026-02-12", "2026-02-24"), ("2026-04-02", "2026-04-08")),
	(5, "Working Days"): (
		("2026-02-11", "2026-02-25"),
		("2026-02-26", "2026-03-04"),
		("2026-04-30", "2026-05-11"),
	),
	(7, "Working Days"): (("2026-02-11", "2026-02-27"), ("2026-04-30", "2026-05-13")),
	(10, "Working Days"): (("2026-02-11", "2026-03-03"), ("2026-04-30", "2026-05-18")),
	(15, "Working Days"): (("2026-02-11", "2026-03-10"), ("2026-04-30", "2026-05-25")),
	(30, "Working Days"): (("2026-02-02", "2026-03-20"), ("2026-02-28", "2026-04-13")),
	(60, "Working Days"): (("2026-02-02", "2026-05-07"), ("2026-02-28", "2026-05-27")),
	(3, "Calendar Days"): (
		("2026-02-13", "2026-02-24"),
		("2026-02-25", "2026-02-28"),
		("2026-03-04", "2026-03-09"),
	),
	(5, "Calendar Days"): (
		("2026-02-10", "2026-02-24"),
		("2026-02-23", "2026-02-28"),
		("2026-03-31", "2026-04-07"),
	),
	(7, "Calendar Days"): (
		("2026-02-10", "2026-02-24"),
		("2026-02-21", "2026-02-28"),
		("2026-03-30", "2026-04-07"),
	),
	(10, "Calendar Days"): (("2026-02-10", "2026-02-24"), ("2026-02-18", "2026-02-28")),
	(15, "Calendar Days"): (
		("2026-02-02", "2026-02-24"),
		("2026-02-13", "2026-02-28"),
		("2026-03-20", "2026-04-07"),
	),
	(30, "Calendar Days"): (
		("2026-01-20", "2026-02-24"),
		("2026-01-29", "2026-02-28"),
		("2026-03-05", "2026-04-07"),
	),
	(45, "Calendar Days"): (
		("2026-01-05", "2026-02-24"),
		("2026-01-14", "2026-02-28"),
		("2026-03-18", "2026-05-06"),
	),
	(60, "Calendar Days"): (
		("2025-12-22", "2026-02-24"),
		("2025-12-30", "2026-02-28"),
		("2026-03-02", "2026-05-06"),
	),
	(2, "Months"): (("2025-12-30", "2026-02-28"), ("2025-12-20", "2026-02-24"), ("2026-06-30", "2026-08-31")),
	(3, "Months"): (("2025-11-30", "2026-02-28"), ("2026-01-31", "2026-04-30"), ("2026-07-02", "2026-10-08")),
	(6, "Months"): (("2025-08-31", "2026-02-28"), ("2026-03-31", "2026-09-30"), ("2026-04-02", "2026-10-08")),
	(24, "Months"): (("2024-02-29", "2026-02-28"), ("2024-10-01", "2026-10-08")),
}
# What counts back: the date, the last day
BACK = {
	(5, "Working Days"): (
		("2026-02-27", "2026-02-13"),
		("2026-05-11", "2026-04-30"),
		("2026-03-20", "2026-03-13"),
	),
	(0, "Calendar Days"): (("2026-02-16", "2026-02-24"), ("2026-03-20", "2026-03-20")),
}
# Values that a case has beside the date from which a limit counts
FILLED = {
	"is_final_award": 1,
	"is_emergency": 1,
}


def case_of(bound: Bound, moment: datetime) -> frappe._dict:
	"""A case, not stored, to which a limit applies from a moment on."""
	category = {REQUEST: "service_item", STEP: "method", CASE: "dispute_type"}.get(bound.doctype)
	case = frappe._dict(name="case", stage=next(iter(bound.stages)), **{bound.counts_from: moment})
	if bound.category:
		case[category] = bound.category
	if bound.only_if:
		field, value = bound.only_if
		case[field] = value or FILLED[field]
	return case


def begun(bound: Bound, day: str, now: datetime | None = None):
	"""The start of the clock that a limit gives a case on a day."""
	moment = datetime.combine(date.fromisoformat(day), time(9))
	case = case_of(bound, moment)
	deeds, _due = clocks.plan_new(bound.doctype, [case], now or moment)
	return next((deed for deed in deeds["case"] if deed.kind == bound.kind and deed.act == START), None)


class TestLaws(GovernanceTestCase):
	def test_every_limit_says_what_its_law_says(self):
		self.assertEqual({bound.title for bound in statutory.BOUNDS if bound.law}, set(LAWS))
		for bound in statutory.BOUNDS:
			if not bound.law:
				continue
			with self.subTest(bound.title):
				length, unit, law, article, verified, *more = LAWS[bound.title]
				self.assertEqual((bound.days.length, bound.days.unit), (length, unit))
				self.assertEqual(
					(bound.law.name, bound.article, bound.law.verified), (law, article, verified)
				)
				self.assertEqual(self.extension(bound), more[0] if more else None)

	def extension(self, bound: Bound):
		each = bound.extension
		return each and (each.days.length, each.days.unit, each.notice)

	def test_every_limit_is_a_rule_that_stands_as_seeded(self):
		statutory.seed()
		for bound in statutory.BOUNDS:
			with self.subTest(bound.title):
				rule = frappe.get_doc(RULE, bound.title)
				rule.run_method("validate")
				self.assertEqual(rule.kind, bound.kind)
				self.assertEqual(bool(rule.law), bool(rule.verification))

	def test_every_kind_has_its_chinese(self):
		with self.in_language("zh"):
			for kind in statutory.KINDS:
				self.assertNotEqual(frappe._(kind), kind)
		self.assertLessEqual(
			{bound.kind for bound in statutory.BOUNDS}, {*statutory.KINDS, "Handle", "Emergency"}
		)


class TestEveryLimit(GovernanceTestCase):
	def test_it_applies_to_its_cases_and_ends_on_the_right_day(self):
		for bound in statutory.BOUNDS:
			if bound.doctype == CASE or not bound.law:
				continue
			key = (bound.days.length, bound.days.unit)
			for day, due in (BACK if bound.counts_back else DUE).get(key, ()) or self.fail(key):
				with self.subTest(bound.title, day=day):
					deed = begun(bound, day, datetime(2026, 1, 5, 9) if bound.counts_back else None)
					self.assertEqual(deed and deed.rule.name, bound.title)
					self.assertEqual(deed.run.due, datetime.combine(date.fromisoformat(due), END_OF_DAY))

	def test_it_ends_with_what_it_waits_for(self):
		for bound in statutory.BOUNDS:
			for field in bound.ends:
				with self.subTest(bound.title, field=field):
					moment = datetime(2026, 3, 2, 9)
					case = case_of(bound, moment)
					case[field] = datetime(2026, 3, 3, 9)
					deeds, _due = clocks.plan_new(bound.doctype, [case], datetime(2026, 3, 4, 9))
					self.assertFalse([deed for deed in deeds["case"] if deed.rule.name == bound.title])

	def test_what_is_left_out_moves_each_limit_that_knows_it(self):
		for bound in statutory.BOUNDS:
			for reason, ground in bound.exclusions:
				with self.subTest(bound.title, reason=reason):
					self.assertIn("《", ground)
					run = begun(bound, "2026-02-02").run
					days = Exclusion(reason, date(2026, 2, 9), date(2026, 2, 28), ground)
					moved = self.without(run, days)
					self.assertEqual(f"{moved:%F}", LEFT_OUT[run.limit.length, run.limit.unit])

	def without(self, run, days: Exclusion) -> datetime:
		change = Change(EXCLUSION, days.since, days.until)
		return runs.replay(calendar(), run.limit, run.started, [change]).due

	def test_each_extension_adds_the_days_of_the_law(self):
		for bound in statutory.BOUNDS:
			if not bound.extension or not bound.law:
				continue
			rule = own_of(rules_of(bound.doctype), bound.title, 1)
			with self.subTest(bound.title):
				self.assertEqual(rule.basis.extension_approver, bound.extension.approver)
				whole = Limit(bound.days.length + bound.extension.days.length, bound.days.unit, COURT)
				self.assertEqual(bound.extension.days.unit, bound.days.unit)
				found = runs.begin(calendar(), whole, datetime(2026, 1, 5, 9)).due
				self.assertEqual(f"{found:%F}", EXTENDED[whole.length, whole.unit])


# From 2 February on without 9 to 28 February; from 5 January on with the extension
LEFT_OUT = {
	(15, "Working Days"): "2026-03-16",
	(30, "Working Days"): "2026-04-07",
	(30, "Calendar Days"): "2026-03-24",
}
EXTENDED = {
	(60, "Calendar Days"): "2026-03-06",
	(90, "Calendar Days"): "2026-04-07",
	(60, "Working Days"): "2026-04-03",
	(90, "Working Days"): "2026-05-20",
	(3, "Months"): "2026-04-07",
	(4, "Months"): "2026-05-06",
	(12, "Months"): "2027-01-05",
}


class TestNarrowerRules(GovernanceTestCase):
	def kinds(self, doctype: str, stage: str, **values) -> dict[str, str]:
		moment = datetime(2026, 3, 2, 9)
		case = frappe._dict(name="case", stage=stage, **values)
		deeds, _due = clocks.plan_new(doctype, [case], moment)
		return {deed.kind: deed.rule.name for deed in deeds["case"]}

	def test_a_medical_dispute_is_counted_by_its_own_rule(self):
		found = self.kinds(
			STEP, "Handling", method="人民调解", dispute_type="医疗纠纷", accepted_on=date(2026, 3, 2)
		)
		self.assertEqual(found, {"Handle": "医疗纠纷调解期限"})
		found = self.kinds(
			STEP, "Handling", method="人民调解", dispute_type="邻里纠纷", accepted_on=date(2026, 3, 2)
		)
		self.assertEqual(found, {"Handle": "人民调解期限"})

	def test_the_procedure_says_how_long_a_court_may_take(self):
		for procedure, title in (
			(None, "法院诉讼审限"),
			("Summary Procedure", "法院诉讼审限（简易程序）"),
			("Small Claims Procedure", "法院诉讼审限（小额诉讼程序）"),
		):
			found = self.kinds(
				STEP,
				"Handling",
				method="法院诉讼",
				procedure=procedure,
				accepted_on=date(2026, 3, 2),
				served_on=date(2026, 3, 2),
				defence_on=date(2026, 3, 2),
				defence_forwarded_on=date(2026, 3, 2),
			)
			self.assertEqual(found, {"Adjudication": title})

	def test_a_small_claim_has_no_appeal(self):
		served = {"method": "法院速裁", "document_kind": "Judgment", "decision_served_on": date(2026, 3, 2)}
		self.assertIn("To Appeal", self.kinds(STEP, "Feedback", **served))
		self.assertNotIn(
			"To Appeal", self.kinds(STEP, "Feedback", procedure="Small Claims Procedure", **served)
		)

	def test_an_item_of_the_catalogue_runs_by_its_own_limit_at_once(self):
		item = frappe.copy_doc(frappe.get_doc("Service Item", "法律咨询"))
		item.update({"item_name": "测试事项", "time_limit": 5, "time_limit_unit": "Working Days"})
		item.insert()
		moment = datetime(2026, 3, 2, 9)
		case = frappe._dict(name="case", stage="Triage", service_item=item.name, registered_on=moment)
		deeds, due = clocks.plan_new(REQUEST, [case], moment)
		self.assertEqual(due["case"], datetime(2026, 3, 9, 9))
		self.assertEqual(deeds["case"][0].rule.name, "服务事项办理时限（按事项目录）")

	def test_an_agreement_must_be_confirmed_within_thirty_days(self):
		found = self.kinds(AGREEMENT, "Handling", effective_on=date(2026, 3, 2), next_due_on=date(2026, 4, 1))
		self.assertEqual(found, {"Confirmation": "司法确认申请期限", "Performance": "调解协议履行期限"})


class TestSeeding(GovernanceTestCase):
	def test_a_method_that_an_office_took_away_leaves_its_rules_out(self):
		bound = next(bound for bound in statutory.BOUNDS if bound.category == "土地仲裁")
		frappe.db.set_value(STEP, {"method": "土地仲裁"}, "method", None)
		frappe.db.delete("Resolution Method", {"name": "土地仲裁"})
		self.assertFalse(statutory.fits_site(bound))

	def test_what_the_legal_office_checked_stays_checked(self):
		statutory.seed()
		rule = frappe.get_doc(RULE, "司法鉴定委托办理期限")
		rule.update({"verification": "Verified", "article": "第二十八条第一款"}).save()
		statutory.seed()
		rule.reload()
		self.assertEqual((rule.verification, rule.article), ("Verified", "第二十八条第一款"))
