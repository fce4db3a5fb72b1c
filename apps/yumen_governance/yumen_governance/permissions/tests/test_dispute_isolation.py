"""Need-to-know under change: whoever is let in, taken out or excluded, every path shows what the model says (Hypothesis)."""

import os
from dataclasses import dataclass, field
from random import Random

import frappe
from frappe.utils import now_datetime
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from yumen_governance.dispute_resolution import access, acts
from yumen_governance.permissions import scope
from yumen_governance.permissions.tests.test_isolation import (
	call,
	counted,
	downloads,
	exported,
	got,
	index,
	listed,
	pick,
	reported,
	searched,
	subscribes,
)
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import (
	actor,
	make_committee,
	make_dispute,
	make_mediator,
	make_party,
	make_unit,
)

CASE, PARTY, ENTRY = "Dispute Case", "Dispute Party", "Timeline Entry"
LEVELS = ("Ordinary", "Confidential", "Sealed")
DIRECTOR, DEPUTY, PLAIN = "committee_director", "chief_mediator", "other_mediator"
PEOPLE = (
	*("mediator", PLAIN, DIRECTOR, DEPUTY, "clerk", "other_clerk", "handler", "other_handler"),
	*("court_liaison", "arbitration_handler", "dispatcher", "auditor", "centre_director"),
	*("leader", "member", "administrator", "technician"),
)
NAMED = (
	"mediator",
	"other_clerk",
	"court_liaison",
	"arbitration_handler",
	"other_handler",
	"centre_director",
)
SHOWN = {"centre_director": LEVELS, "auditor": LEVELS[:2], "dispatcher": LEVELS[:1]}
EXAMPLES = int(os.environ.get("ISOLATION_EXAMPLES", 2))
STEPS = 8
SEEN_PER_STEP = 3


@dataclass
class Model:
	"""One case as plain Python knows it."""

	name: str
	party: str
	level: str = "Ordinary"
	users: set[str] = field(default_factory=set)
	units: set[str] = field(default_factory=set)
	has_committee: bool = False
	excluded: set[str] = field(default_factory=set)

	def shown_to(self, person: str, handlers: dict[str, set[str]]) -> bool:
		if person in self.excluded:
			return False
		if self.level in SHOWN.get(person, ()) or person in self.users:
			return True
		if self.has_committee and person == DIRECTOR:
			return True
		if self.level == "Sealed":
			return False
		handles = any(person in handlers[unit] for unit in self.units)
		return handles or (self.has_committee and person == DEPUTY)


class World:
	"""Some cases that a clerk registered, two units and a committee."""

	def __init__(self):
		self.handlers = {make_unit(actor(person)).name: {person} for person in ("handler", "other_handler")}
		self.units = list(self.handlers)
		members = [make_mediator(actor(person)).name for person in (DIRECTOR, DEPUTY, PLAIN)]
		committee = make_committee(*members[1:], director=members[0])
		committee.members[1].post = "Deputy Director"
		committee.save()
		self.committee = committee.name
		self.cases = [self.case() for _ in range(4)]

	def case(self) -> Model:
		frappe.set_user(actor("clerk"))
		doc = make_dispute()
		frappe.set_user("Administrator")
		party = make_party(doc.name)
		acts.note(doc, "Add Party", "Administrator", now_datetime())
		text = {"file_name": f"{frappe.generate_hash(length=12)}.txt", "content": doc.name, "is_private": 1}
		frappe.get_doc(
			{"doctype": "File", **text, "attached_to_doctype": CASE, "attached_to_name": doc.name}
		).insert()
		return Model(doc.name, party.name, users={"clerk"})


class NeedToKnow(RuleBasedStateMachine):
	world: World = None
	checked = 0

	def __init__(self):
		super().__init__()
		self.savepoint = f"cases_{frappe.generate_hash(length=8)}"
		frappe.db.savepoint(self.savepoint)
		self.kept = [Model(**{**vars(case), **copies(case)}) for case in self.world.cases]

	def teardown(self):
		frappe.set_user("Administrator")
		frappe.db.rollback(save_point=self.savepoint)
		self.world.cases = self.kept
		scope.forget()

	@rule(case=index, person=st.sampled_from(NAMED), seed=index)
	def let_person_in(self, case, person, seed):
		model = pick(self.world.cases, case)
		if person not in model.excluded:
			access.grant(model.name, access.Grant("Mediator", user=actor(person)), now_datetime())
			model.users.add(person)
		self.look(seed)

	@rule(case=index, person=st.sampled_from(NAMED), seed=index)
	def take_person_out(self, case, person, seed):
		model = pick(self.world.cases, case)
		access.withdraw(model.name, access.Grant("Mediator", user=actor(person)), now_datetime())
		model.users.discard(person)
		self.look(seed)

	@rule(case=index, unit=index, seed=index)
	def let_unit_in(self, case, unit, seed):
		model, unit = pick(self.world.cases, case), pick(self.world.units, unit)
		access.grant(model.name, access.Grant("Assisting Unit", unit=unit), now_datetime())
		model.units.add(unit)
		self.look(seed)

	@rule(case=index, seed=index)
	def let_committee_in(self, case, seed):
		model = pick(self.world.cases, case)
		access.grant(model.name, access.Grant("Committee", committee=self.world.committee), now_datetime())
		model.has_committee = True
		self.look(seed)

	@rule(case=index, level=st.sampled_from(LEVELS), seed=index)
	def change_level(self, case, level, seed):
		model = pick(self.world.cases, case)
		frappe.get_doc(CASE, model.name).update({"confidentiality": level}).save()
		model.level = level
		self.look(seed)

	@rule(case=index, person=st.sampled_from(PEOPLE), seed=index)
	def exclude(self, case, person, seed):
		model = pick(self.world.cases, case)
		access.exclude(model.name, actor(person), "系当事人近亲属", now_datetime())
		model.excluded.add(person)
		model.users.discard(person)
		self.look(seed)

	@rule(case=index, person=st.sampled_from(PEOPLE), seed=index)
	def lift(self, case, person, seed):
		model = pick(self.world.cases, case)
		access.lift(model.name, actor(person), now_datetime())
		model.excluded.discard(person)
		self.look(seed)

	def look(self, seed):
		for person in Random(seed).sample(PEOPLE, SEEN_PER_STEP):
			frappe.set_user(actor(person))
			scope.forget()
			try:
				self.compare(person)
			finally:
				frappe.set_user("Administrator")
				scope.forget()

	def compare(self, person):
		seen = {case.name for case in self.world.cases if case.shown_to(person, self.world.handlers)}
		parties = {case.name: case.party for case in self.world.cases}
		for path, found in case_paths(list(parties)).items():
			assert found == seen, (person, path, found ^ seen)
		for path, found in party_paths(parties).items():
			assert found == seen, (person, path, found ^ seen)
		NeedToKnow.checked += len(parties)


def copies(case: Model) -> dict:
	return {name: set(getattr(case, name)) for name in ("users", "units", "excluded")}


def case_paths(names: list[str]) -> dict[str, set[str]]:
	"""What the current user sees of these cases and of what hangs on them, by every path."""
	shown = {
		"list": listed(CASE, names),
		"record": {name for name in names if frappe.has_permission(CASE, "read", name)},
		"get": {name for name in names if got(CASE, name)},
		"report view": reported(CASE, names),
		"link search": searched(CASE, names),
		"realtime": {name for name in names if subscribes(CASE, name)},
		"file": {name for name in names if downloads(CASE, name)},
		"timeline": timelines(names),
		"title": {name for name in names if titled(name)},
		"value": {name for name in names if valued(name)},
		"guide": {name for name in names if guided(name)},
	}
	shown["count"] = shown["list"] if counted(CASE, names) == len(shown["list"]) else {"another count"}
	if frappe.has_permission(CASE, "export"):
		shown["export"] = exported(CASE, names)
	return shown


def party_paths(parties: dict[str, str]) -> dict[str, set[str]]:
	cases = {party: case for case, party in parties.items()}
	names = list(cases)
	shown = {
		"list of parties": listed(PARTY, names),
		"record of a party": {name for name in names if frappe.has_permission(PARTY, "read", name)},
		"get of a party": {name for name in names if got(PARTY, name)},
		"who is in a case": accesses(list(parties)),
	}
	return {path: {cases.get(name, name) for name in found} for path, found in shown.items()}


def timelines(names):
	filters = frappe.as_json([[ENTRY, "reference_name", "in", names]])
	rows = call(
		"frappe.client.get_list",
		doctype=ENTRY,
		filters=filters,
		fields='["reference_name"]',
		limit_page_length=0,
	)
	listed_ones = {row["reference_name"] for row in rows or ()}
	entries = {
		name: frappe.get_all(ENTRY, {"reference_name": name}, pluck="name", limit=1)[0] for name in names
	}
	by_record = {name for name, entry in entries.items() if frappe.has_permission(ENTRY, "read", entry)}
	return listed_ones if listed_ones == by_record else {"list and record differ"}


def accesses(names):
	filters = frappe.as_json([["Case Access", "dispute_case", "in", names]])
	rows = call(
		"frappe.client.get_list",
		doctype="Case Access",
		filters=filters,
		fields='["dispute_case"]',
		limit_page_length=0,
	)
	return {row["dispute_case"] for row in rows or ()}


def titled(name):
	title = call("frappe.desk.search.get_link_title", doctype=CASE, docname=name)
	return bool(title) and title != name


def valued(name):
	return bool(call("frappe.client.get_value", doctype=CASE, fieldname="title", filters=name))


def guided(name):
	return bool(call("yumen_governance.api.disputes.guide", case=name))


class TestNeedToKnow(GovernanceTestCase):
	def test_every_path_agrees_with_the_model_while_people_come_and_go(self):
		NeedToKnow.world, NeedToKnow.checked = World(), 0
		run_state_machine_as_test(
			NeedToKnow,
			settings=settings(
				max_examples=EXAMPLES,
				stateful_step_count=STEPS,
				deadline=None,
				database=None,
				derandomize=True,
				suppress_health_check=list(HealthCheck),
			),
		)
		self.assertGreater(NeedToKnow.checked, EXAMPLES * 30)

	def test_model_tells_levels_apart(self):
		case = Model("case", "party", units={"unit"}, has_committee=True)
		seen = {}
		for level in LEVELS:
			case.level = level
			seen[level] = {person for person in PEOPLE if case.shown_to(person, {"unit": {"handler"}})}
		ordinary = {"dispatcher", "auditor", "centre_director", "handler", DIRECTOR, DEPUTY}
		self.assertEqual(seen["Ordinary"], ordinary)
		self.assertEqual(seen["Confidential"], ordinary - {"dispatcher"})
		self.assertEqual(seen["Sealed"], {"centre_director", DIRECTOR})


class TestWriting(GovernanceTestCase):
	def test_who_works_on_an_open_case_changes_it_and_its_parties(self):
		case, now = make_dispute(state="Under Resolution"), now_datetime()
		party = make_party(case.name)
		unit = make_unit(actor("handler")).name
		access.grant(case.name, access.Grant("Mediator", user=actor("mediator")), now)
		access.grant(case.name, access.Grant("Consulted", user=actor("court_liaison")), now)
		access.grant(case.name, access.Grant("Assisting Unit", unit=unit), now)
		for person, may in (
			("mediator", True),
			("handler", True),
			("dispatcher", True),
			("centre_director", True),
			("court_liaison", False),
			("auditor", False),
			("other_mediator", False),
		):
			with self.subTest(person):
				self.assertEqual(frappe.has_permission(CASE, "write", case.name, actor(person)), may)
				self.assertEqual(frappe.has_permission(PARTY, "write", party.name, actor(person)), may)
		frappe.db.set_value(CASE, case.name, "stage", "Closed")
		self.assertFalse(frappe.has_permission(PARTY, "write", party.name, actor("mediator")))

	def test_record_from_outside_can_not_pretend_to_belong_to_a_case_of_mine(self):
		mine, other = make_dispute(), make_dispute()
		access.grant(mine.name, access.Grant("Mediator", user=actor("mediator")), now_datetime())
		party = make_party(other.name).as_dict()
		party["dispute_case"] = mine.name
		self.assertFalse(frappe.has_permission(PARTY, "write", frappe.get_doc(party), actor("mediator")))

	def test_sealed_value_is_told_to_who_works_on_the_case_and_written_down(self):
		case = make_dispute(state="Under Resolution")
		party = make_party(case.name, id_number="990000197103040031")
		access.grant(case.name, access.Grant("Mediator", user=actor("mediator")), now_datetime())
		for person, status in (("mediator", 200), ("auditor", 403), ("other_mediator", 403)):
			with self.subTest(person), self.as_user(actor(person)):
				answer = self.reveal(party.name)
				self.assertEqual(answer.status_code, status)
				self.assertEqual("990000197103040031" in answer.get_data(as_text=True), status == 200)
		logged = frappe.get_all(
			"Sensitive Access Log",
			{"reference_name": party.name, "outcome": "Allowed"},
			["case_doctype", "case_name", "purpose"],
		)
		self.assertEqual(
			[(row.case_doctype, row.case_name, row.purpose) for row in logged],
			[(CASE, case.name, "纠纷化解")],
		)

	def reveal(self, party):
		from yumen_governance.api.reveal import reveal

		return reveal(PARTY, party, "id_number", "纠纷化解")
