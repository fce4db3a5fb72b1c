"""What may be done with a plan: by its member from the day on, by the leader before it."""

import frappe
from frappe.utils import add_days, getdate

from yumen_governance.field_work.entry_days import stores, taking
from yumen_governance.field_work.entry_days.plans import PlanError
from yumen_governance.field_work.entry_days.summing_up import SummaryError
from yumen_governance.field_work.sync.items import Conflict
from yumen_governance.field_work.visits.tests.maker import FieldCase
from yumen_governance.permissions.scope import scope_of
from yumen_governance.tests.factories import actor, fresh, make_event

ACTIVITY, OTHER_ACTIVITY = "环境卫生整治", "矛盾纠纷调处"


class PlanCase(FieldCase):
	def setUp(self):
		super().setUp()
		self.today, self.tomorrow = getdate(), getdate(add_days(getdate(), 1))
		self.plan_day(self.today)
		self.plan_day(self.tomorrow)
		self.plan, self.coming = (self.plan_of(self.member, day) for day in (self.today, self.tomorrow))

	def tick(self, user=None, plan=None, **values):
		sent = {"plan": (plan or self.plan).name, **values}
		return self.take(taking.take_activity, user or actor("member"), **sent)

	def change(self, user=None, plan=None, **values):
		sent = {"plan": (plan or self.coming).name, **values}
		return self.take(taking.take_change, user or actor("leader"), **sent)

	def listed(self, plan) -> list[str]:
		return [row.household for row in fresh(plan).visits]

	def free(self) -> str:
		"""A household of the grid that nobody is to see."""
		return self.make_home()


class TestTheDay(PlanCase):
	def test_a_member_ticks_an_activity_with_what_was_found(self):
		taken = self.tick(activities=[{"activity": ACTIVITY, "done": 1, "findings": "垃圾已清"}])
		row = next(row for row in fresh(self.plan).activities if row.activity == ACTIVITY)
		self.assertEqual((taken.store, taken.name), ("entry_plans", self.plan.name))
		self.assertEqual((row.done, row.findings), (1, "垃圾已清"))
		self.assertTrue(row.done_on)
		self.assertEqual(fresh(self.plan).status, "Under Way")

	def test_a_plan_is_done_when_every_household_and_activity_was_looked_after(self):
		self.tick(
			activities=[{"activity": row.activity, "done": 1} for row in self.plan.activities],
			visits=[{"household": row.household, "left_out": "外出"} for row in self.plan.visits],
			summary="一切正常",
		)
		plan = fresh(self.plan)
		self.assertEqual((plan.status, plan.summary), ("Done", "一切正常"))
		self.assertEqual({row.outcome for row in plan.visits}, {"Left Out"})

	def test_nothing_is_ticked_before_the_day(self):
		for sent in (
			{"activities": [{"activity": ACTIVITY, "done": 1}]},
			{"visits": [{"household": self.coming.visits[0].household, "left_out": "外出"}]},
			{"summary": "好"},
		):
			self.assertRefused(PlanError, self.tick, plan=self.coming, **sent)

	def test_bad_input_is_refused_and_nothing_half_written(self):
		for sent in (
			{"activities": [{"activity": "跳舞", "done": 1}]},
			{"activities": [{"activity": ACTIVITY, "done": 1}, {"activity": "跳舞", "done": 1}]},
			{"activities": "x"},
			{"activities": [1]},
			{"visits": [{"household": "nobody", "left_out": "外出"}]},
			{"visits": [{"household": self.plan.visits[0].household, "left_out": " "}]},
		):
			with self.subTest(sent=sent):
				self.assertRefused(PlanError, self.tick, **sent)
		self.assertRefused(PlanError, self.take, taking.take_activity, actor("member"), plan="nothing")
		self.assertEqual(fresh(self.plan).status, "Not Begun")

	def test_only_the_member_ticks(self):
		sent = {"activities": [{"activity": ACTIVITY, "done": 1}]}
		for other in ("leader", "other_member", "auditor", "administrator", "handler"):
			self.assertRefused(frappe.PermissionError, self.tick, actor(other), **sent)

	def test_a_visit_fills_its_row(self):
		household = self.plan.visits[0].household
		visit = self.visit(household)
		row = fresh(self.plan).visits[0]
		self.assertEqual((row.outcome, row.visit), ("Seen", visit.name))
		self.assertEqual(visit.plan, self.plan.name)
		self.assertRefused(PlanError, self.tick, visits=[{"household": household, "left_out": "外出"}])

	def test_nobody_at_home_may_be_tried_again(self):
		household = self.plan.visits[0].household
		self.visit(household, met="Nobody at Home", findings="")
		self.assertEqual(fresh(self.plan).visits[0].outcome, "Nobody at Home")
		self.visit(household)
		self.assertEqual(fresh(self.plan).visits[0].outcome, "Seen")

	def test_the_form_keeps_what_only_the_server_writes(self):
		with self.as_user(actor("member")):
			plan = fresh(self.plan)
			plan.visits[0].update(
				{"outcome": "Seen", "reason": "Event under Way", "head_name": "X", "purpose": "看望"}
			)
			plan.activities[0].update({"done_on": "2020-01-01 00:00:00", "decided_by": "Administrator"})
			plan.save()
		row = fresh(self.plan).visits[0]
		self.assertEqual((row.outcome, row.reason), (None, self.plan.visits[0].reason))
		self.assertEqual((row.head_name, row.purpose), (self.plan.visits[0].head_name, "看望"))
		self.assertFalse(fresh(self.plan).activities[0].done_on)

	def test_activities_are_neither_added_nor_dropped(self):
		plan = fresh(self.plan)
		plan.set("activities", plan.activities[1:])
		self.assertRefused(PlanError, plan.save)


class TestTheLeader(PlanCase):
	def test_a_leader_changes_whom_to_see_before_the_day_and_the_member_is_told(self):
		new, dropped = self.free(), self.coming.visits[0].household
		self.change(add=[{"household": new, "purpose": "看望老人"}], drop=[dropped])
		plan = fresh(self.coming)
		row = next(row for row in plan.visits if row.household == new)
		self.assertNotIn(dropped, self.listed(plan))
		self.assertEqual((row.reason, row.purpose, row.grid), ("Added by Leader", "看望老人", self.grid))
		self.assertTrue(row.head_name and row.address)
		self.assertEqual(plan.changed_by, actor("leader"))
		self.assertEqual(
			frappe.db.count(
				"Outgoing Notice", {"event_type": "Entry Plan Changed", "reference_name": plan.name}
			),
			1,
		)

	def test_not_on_the_day_any_more(self):
		self.assertRefused(PlanError, self.change, plan=self.plan, drop=[self.plan.visits[0].household])

	def test_not_by_the_member_who_may_write_purposes(self):
		household = self.coming.visits[0].household
		self.assertRefused(frappe.PermissionError, self.change, actor("member"), drop=[household])
		self.change(actor("member"), purposes={household: "看望"})
		self.assertEqual(fresh(self.coming).visits[0].purpose, "看望")

	def test_not_by_another_leader_nor_by_those_who_only_read(self):
		for other in ("other_leader", "auditor", "administrator", "dispatcher"):
			self.assertRefused(
				frappe.PermissionError, self.change, actor(other), drop=[self.coming.visits[0].household]
			)

	def test_households_elsewhere_unknown_twice_or_of_another_member_are_refused(self):
		elsewhere = self.make_home(self.other_grid)
		gone = self.free()
		frappe.db.set_value("Household", gone, "status", "Moved Out")
		others = self.plan_of(self.part_time, self.tomorrow).visits[0].household
		mine = self.coming.visits[0].household
		for household in (elsewhere, gone, others, mine):
			with self.subTest(household=household):
				self.assertRefused(PlanError, self.change, add=[{"household": household}])
		self.assertRefused(frappe.LinkValidationError, self.change, add=[{"household": "nobody"}])
		self.assertEqual(self.listed(self.coming), [row.household for row in self.coming.visits])

	def test_a_plan_that_somebody_changed_in_between_is_a_conflict(self):
		seen = fresh(self.coming)
		self.change(purposes={seen.visits[0].household: "看望"})
		seen.modified = add_days(seen.modified, -1)
		self.assertRefused(Conflict, self.change, base=seen, purposes={seen.visits[0].household: "别的"})


class TestSummary(PlanCase):
	def setUp(self):
		super().setUp()
		self.tick(activities=[{"activity": ACTIVITY, "done": 1, "findings": "垃圾堆积"}])

	def sum_up(self, user=None, **values):
		sent = {"grid": self.grid, "entry_day": str(self.today), **values}
		return self.take(taking.take_summary, user or actor("leader"), **sent)

	def decision(self, **values):
		return {"plan": self.plan.name, "activity": ACTIVITY, "decision": "Settled on the Spot", **values}

	def test_a_leader_decides_what_becomes_of_findings_and_sums_up(self):
		event = make_event(self.grid)
		taken = self.sum_up(
			decisions=[self.decision(decision="Made an Event", note="已上报", event=event.name)],
			summary="发现问题一件",
			close=1,
		)
		summary = frappe.get_doc("Entry Day Summary", taken.name)
		row = next(row for row in fresh(self.plan).activities if row.activity == ACTIVITY)
		self.assertEqual(
			(row.decision, row.event, row.decided_by), ("Made an Event", event.name, actor("leader"))
		)
		self.assertEqual((summary.status, summary.summed_up_by), ("Summed Up", actor("leader")))
		self.assertEqual((summary.plans, summary.findings, summary.findings_open), (2, 1, 0))

	def test_it_counts_what_came_in(self):
		self.visit(self.plan.visits[0].household, needs_help=1, help_wanted="看病")
		self.visit(self.plan.visits[1].household, met="Nobody at Home", findings="")
		summary = frappe.get_doc("Entry Day Summary", self.sum_up(summary="汇总").name)
		self.assertEqual((summary.visits_made, summary.nobody_home, summary.needs_open), (1, 1, 1))
		self.assertEqual((summary.status, summary.findings_open), ("To Sum Up", 1))

	def test_not_while_a_finding_is_undecided_or_without_words(self):
		self.assertRefused(SummaryError, self.sum_up, summary="汇总", close=1)
		self.assertRefused(SummaryError, self.sum_up, decisions=[self.decision()], close=1)
		self.assertEqual(
			frappe.db.get_value("Entry Day Summary", {"grid": self.grid, "entry_day": self.today}, "status"),
			"To Sum Up",
		)

	def test_not_before_the_day_nor_twice(self):
		self.assertRefused(SummaryError, self.sum_up, entry_day=str(self.tomorrow), summary="汇总", close=1)
		self.sum_up(decisions=[self.decision()], summary="汇总", close=1)
		self.assertRefused(SummaryError, self.sum_up, summary="再汇总", close=1)
		self.assertRefused(SummaryError, self.sum_up, summary="改")

	def test_a_decision_needs_a_finding_of_this_grid_and_day(self):
		self.assertRefused(PlanError, self.sum_up, decisions=[self.decision(activity=OTHER_ACTIVITY)])
		self.assertRefused(PlanError, self.sum_up, decisions=[self.decision(plan=self.coming.name)])
		self.assertRefused(
			frappe.ValidationError, self.sum_up, decisions=[self.decision(decision="Forget It")]
		)
		self.assertRefused(PlanError, self.sum_up, entry_day="soon")
		self.assertRefused(PlanError, self.sum_up, entry_day="2031-01-11")

	def test_only_who_leads_the_grid(self):
		for other in ("member", "other_member", "other_leader", "auditor", "dispatcher", "administrator"):
			with self.subTest(other):
				self.assertRefused(frappe.PermissionError, self.sum_up, actor(other), summary="汇总")
		plan = fresh(self.plan)
		with self.as_user(actor("member")):
			plan.activities[4].update({"findings": "有", "done": 1, "decision": "To Watch"})
			self.assertRefused(frappe.PermissionError, plan.save)

	def test_a_missing_summary_is_told_once(self):
		from yumen_governance.field_work.entry_days import reminders

		frappe.db.set_value("Entry Day Summary", {"grid": self.grid}, "entry_day", add_days(self.today, -5))
		filters = {"event_type": "Entry Summary Due", "reference_name": ["like", f"{self.grid}-%"]}
		reminders.remind(self.today)
		told = frappe.db.count("Outgoing Notice", filters)
		reminders.remind(self.today)
		self.assertGreater(told, 0)
		self.assertEqual(frappe.db.count("Outgoing Notice", filters), told)


class TestStores(PlanCase):
	def rows(self, store, user: str) -> list[dict]:
		scope, made = scope_of(user), store()
		table = frappe.qb.DocType(made.doctype)
		found = {}
		for way in made.criterion(scope) or []:
			query = frappe.qb.from_(table).select(*(table[name] for name in made.columns)).where(way)
			found |= {row.name: row for row in query.run(as_dict=True)}
		return made.shape(list(found.values()), scope) if found else []

	def test_a_member_keeps_their_own_plans_and_a_leader_those_of_the_grids(self):
		mine = {row["name"] for row in self.rows(stores.entry_plans, actor("member"))}
		led = {row["name"] for row in self.rows(stores.entry_plans, actor("leader"))}
		self.assertEqual(mine, {self.plan.name, self.coming.name})
		self.assertLess(mine, led)
		self.assertEqual(self.rows(stores.entry_plans, actor("other_leader")), [])
		self.assertEqual(self.rows(stores.entry_summaries, actor("member")), [])
		self.assertTrue(self.rows(stores.entry_summaries, actor("leader")))

	def test_rows_have_what_the_phone_shows(self):
		with self.as_user(actor("member")):
			row = next(
				row for row in self.rows(stores.entry_plans, actor("member")) if row["name"] == self.plan.name
			)
		self.assertEqual((row["is_mine"], row["may_lead"]), (1, 0))
		self.assertEqual([each["household"] for each in row["visits"]], self.listed(self.plan))
		self.assertEqual(len(row["activities"]), len(self.plan.activities))
		self.assertEqual(row["visits"][0]["known_to_you"], [])
		self.assertTrue(row["grid_title"] and row["grid_path"] and row["visits"][0]["reason_label"])

	def test_an_event_is_named_to_those_only_who_may_open_it(self):
		here, elsewhere = make_event(self.grid), make_event(self.other_grid)
		for row, event in zip(self.plan.visits, (here, elsewhere), strict=False):
			row.db_set("event", event.name)
		for user, named in (("member", [here.title, ""]), ("leader", [here.title, elsewhere.title])):
			rows = self.rows(stores.entry_plans, actor(user))
			plan = next(row for row in rows if row["name"] == self.plan.name)
			self.assertEqual([row["event_title"] for row in plan["visits"][:2]], named)

	def test_only_who_knows_is_told_of_special_care(self):
		from yumen_governance.permissions.care import CARE_DOCTYPES
		from yumen_governance.tests.care import make_care_record, make_care_unit
		from yumen_governance.tests.factories import invented_id

		number, household = invented_id(), self.plan.visits[0].household
		self.make_resident(household, id_number=number)
		make_care_record(CARE_DOCTYPES[0], make_care_unit(), number, helper=actor("member"))
		for user, told in (("member", 1), ("leader", 0)):
			rows = self.rows(stores.entry_plans, actor(user))
			plan = next(row for row in rows if row["name"] == self.plan.name)
			self.assertEqual(len(plan["visits"][0]["known_to_you"]), told)

	def test_activities_name_what_they_bring_up_to_date(self):
		rows = stores.activities().shape(
			[{"name": ACTIVITY, "activity_name": ACTIVITY}], scope_of(actor("member"))
		)
		self.assertEqual((rows[0]["label"], rows[0]["knowledge"]), (ACTIVITY, ["环境卫生"]))
