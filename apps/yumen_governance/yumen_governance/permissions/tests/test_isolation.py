"""Isolation under change: whatever is moved, every path shows exactly what the model says (Hypothesis)."""

import os
from random import Random

import frappe
from frappe.handler import execute_cmd
from frappe.realtime import can_subscribe_doc
from frappe.utils import now_datetime
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from yumen_governance.events.handling import unit_tasks as tasks_of_units
from yumen_governance.events.handling.unit_tasks import Party
from yumen_governance.permissions import scope
from yumen_governance.permissions.tests.city_model import HANDLERS, MEMBERS, PEOPLE, City, Record
from yumen_governance.registry.find import find
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import (
	actor,
	make_event,
	make_grid,
	make_grid_member,
	make_resident,
	make_unit,
	put_in_state,
)

EVENT, RESIDENT = "Governance Event", "Resident"
SURNAME = "钱塘"
STATES = ("Reported", "Accepted", "Dispatched", "Signed", "In Progress", "Resolved")
EXAMPLES = int(os.environ.get("ISOLATION_EXAMPLES", 4))
STEPS = 12
SEEN_PER_STEP = 3


class World:
	"""A small city on the site, and the model of it."""

	def __init__(self):
		self.city = City(parents={})
		self.towns = [self.grid(None) for _ in range(2)]
		self.communities = [self.grid(town) for town in self.towns for _ in range(2)]
		self.compounds = [self.grid(community) for community in self.communities for _ in range(2)]
		self.grids = [*self.towns, *self.communities, *self.compounds]
		self.units = [self.unit() for _ in range(2)]
		self.members = {person: self.member(person) for person in MEMBERS}
		self.residents = [self.resident(number) for number in range(8)]
		self.events = [self.event(number) for number in range(8)]

	def grid(self, parent):
		name = make_grid(parent).name if parent else make_grid().name
		self.city.parents[name] = parent
		return name

	def unit(self):
		name = make_unit().name
		self.city.handlers[name] = set()
		return name

	def member(self, person):
		grid = self.communities[MEMBERS.index(person)]
		self.city.posts[person] = {grid}
		return make_grid_member(grid, user=actor(person))

	def resident(self, number):
		grid = self.compounds[number]
		doc = make_resident(grid, resident_name=f"{SURNAME}{chr(0x4E00 + number)}")
		self.city.records[doc.name] = Record(RESIDENT, doc.name, grid)
		return doc.name

	def event(self, number):
		grid, resident = self.compounds[-1 - number], self.residents[number]
		owner = ("clerk", "other_clerk")[number % 2]
		frappe.set_user(actor(owner))
		doc = make_event(grid)
		frappe.set_user("Administrator")
		put_in_state(doc, "Reported", resident=resident)
		self.city.records[doc.name] = Record(EVENT, doc.name, grid, owner, stage=doc.stage, resident=resident)
		self.attach(doc)
		return doc.name

	def attach(self, doc):
		text = f"note of {doc.name}"
		file = {"file_name": f"{frappe.generate_hash(length=12)}.txt", "content": text, "is_private": 1}
		attached = {"attached_to_doctype": doc.doctype, "attached_to_name": doc.name}
		frappe.get_doc({"doctype": "File", **file, **attached}).insert()


index = st.integers(min_value=0, max_value=10_000)


class Isolation(RuleBasedStateMachine):
	"""Change the city at random; after each change some people look at everything by every path."""

	world: World = None
	checked = 0

	def __init__(self):
		super().__init__()
		self.savepoint = f"city_{frappe.generate_hash(length=8)}"
		frappe.db.savepoint(self.savepoint)
		self.kept = self.copy_of_city()
		self.random = Random(1)

	def copy_of_city(self):
		city = self.world.city
		return (
			dict(city.parents),
			{person: set(posts) for person, posts in city.posts.items()},
			{unit: set(people) for unit, people in city.handlers.items()},
			{name: Record(**vars(record)) for name, record in city.records.items()},
		)

	def teardown(self):
		frappe.set_user("Administrator")
		frappe.db.rollback(save_point=self.savepoint)
		city = self.world.city
		city.parents, city.posts, city.handlers, city.records = self.kept
		scope.forget()

	@rule(community=index, town=index, seed=index)
	def move_community(self, community, town, seed):
		name, parent = pick(self.world.communities, community), pick(self.world.towns, town)
		if self.world.city.parents[name] == parent:
			return
		grid = frappe.get_doc("Grid", name)
		grid.parent_grid = parent
		grid.save()
		self.world.city.parents[name] = parent
		self.look(seed)

	@rule(person=st.sampled_from(MEMBERS), grid=index, seed=index)
	def give_post(self, person, grid, seed):
		name = pick(self.world.grids, grid)
		member = frappe.get_doc("Grid Member", self.world.members[person].name)
		member.update({"grid": name, "is_active": 1}).save()
		self.world.city.posts[person] = {name}
		self.look(seed)

	@rule(person=st.sampled_from(MEMBERS), seed=index)
	def end_post(self, person, seed):
		frappe.get_doc("Grid Member", self.world.members[person].name).update({"is_active": 0}).save()
		self.world.city.posts[person] = set()
		self.look(seed)

	@rule(unit=index, people=st.sets(st.sampled_from(HANDLERS)), seed=index)
	def change_handlers(self, unit, people, seed):
		name = pick(self.world.units, unit)
		doc = frappe.get_doc("Functional Unit", name)
		doc.set("handlers", [{"user": actor(person)} for person in people])
		doc.save()
		self.world.city.handlers[name] = set(people)
		self.look(seed)

	@rule(resident=index, grid=index, seed=index)
	def move_resident(self, resident, grid, seed):
		name, target = pick(self.world.residents, resident), pick(self.world.compounds, grid)
		frappe.get_doc(RESIDENT, name).update({"grid": target}).save()
		self.world.city.records[name].grid = target
		self.look(seed)

	@rule(
		event=index, state=st.sampled_from(STATES), unit=st.none() | index, grid=st.none() | index, seed=index
	)
	def assign_event(self, event, state, unit, grid, seed):
		name = pick(self.world.events, event)
		lead_unit = None if unit is None else pick(self.world.units, unit)
		lead_grid = None if grid is None else pick(self.world.grids, grid)
		path = frappe.db.get_value("Grid", lead_grid, "grid_path") if lead_grid else None
		values = {"lead_unit": lead_unit, "lead_grid": lead_grid, "lead_grid_path": path}
		doc = put_in_state(frappe.get_doc(EVENT, name), state, **values)
		record = self.world.city.records[name]
		record.lead_unit, record.lead_grid, record.stage = lead_unit, lead_grid, doc.stage
		self.look(seed)

	@rule(event=index, unit=st.none() | index, grid=index, seed=index)
	def let_assist(self, event, unit, grid, seed):
		name = pick(self.world.events, event)
		record = self.world.city.records[name]
		if unit is None:
			party = Party(grid=pick(self.world.grids, grid), asked="Look")
			record.assisting_grids |= {party.grid}
		else:
			party = Party(unit=pick(self.world.units, unit), asked="Look")
			record.assisting_units |= {party.unit}
		tasks_of_units.assign(frappe.get_doc(EVENT, name), None, [party], "Administrator", now_datetime())
		self.look(seed)

	@rule(event=index, seed=index)
	def release_who_assists(self, event, seed):
		name = pick(self.world.events, event)
		tasks_of_units.end_all(frappe.get_doc(EVENT, name), "Administrator", now_datetime())
		record = self.world.city.records[name]
		record.assisting_grids = record.assisting_units = frozenset()
		self.look(seed)

	@invariant()
	def stays_administrator(self):
		assert frappe.session.user == "Administrator"

	def look(self, seed):
		for person in Random(seed).sample(PEOPLE, SEEN_PER_STEP):
			frappe.set_user(actor(person))
			scope.forget()
			try:
				for doctype in (EVENT, RESIDENT):
					self.compare(person, doctype)
			finally:
				frappe.set_user("Administrator")
				scope.forget()

	def compare(self, person, doctype):
		names = [name for name, record in self.world.city.records.items() if record.doctype == doctype]
		seen = self.world.city.seen(person, doctype)
		for path, found in paths(doctype, names).items():
			assert found == seen, (person, doctype, path, found ^ seen)
		Isolation.checked += len(names)


def pick(choices, number):
	return choices[number % len(choices)]


def paths(doctype: str, names: list[str]) -> dict[str, set[str]]:
	"""What the current user sees of these records, by every path that shows records."""
	shown = {
		"list": listed(doctype, names),
		"record": {name for name in names if frappe.has_permission(doctype, "read", name)},
		"get": {name for name in names if got(doctype, name)},
		"count": set(names[:0]),
		"report view": reported(doctype, names),
		"link search": searched(doctype, names),
		"realtime": {name for name in names if subscribes(doctype, name)},
	}
	shown["count"] = shown["list"] if counted(doctype, names) == len(shown["list"]) else {"another count"}
	if doctype == RESIDENT:
		shown["find box"] = found_in_box(names)
	else:
		shown["export"] = (
			exported(doctype, names) if frappe.has_permission(doctype, "export") else shown["list"]
		)
		shown["file"] = {name for name in names if downloads(doctype, name)}
	return shown


def call(cmd: str, **arguments):
	"""Call a whitelisted function as a request does; None when it is refused."""
	frappe.local.form_dict = frappe._dict(arguments, cmd=cmd)
	frappe.local.request = frappe._dict(method="POST")
	frappe.local.response = frappe._dict(docs=[])
	try:
		return execute_cmd(cmd)
	except frappe.PermissionError:
		return None
	finally:
		frappe.local.request = None
		frappe.clear_messages()


def among(doctype, names):
	return frappe.as_json([[doctype, "name", "in", names]])


def listed(doctype, names):
	return {
		row["name"]
		for row in call(
			"frappe.client.get_list", doctype=doctype, filters=among(doctype, names), limit_page_length=0
		)
		or ()
	}


def counted(doctype, names):
	return call("frappe.client.get_count", doctype=doctype, filters=among(doctype, names)) or 0


def got(doctype, name):
	return bool(call("frappe.client.get", doctype=doctype, name=name))


def reported(doctype, names):
	rows = call(
		"frappe.desk.reportview.get",
		doctype=doctype,
		filters=among(doctype, names),
		fields='["name"]',
		page_length=999,
	)
	return {row[0] for row in (rows or {}).get("values", [])}


def exported(doctype, names):
	field = f'["`tab{doctype}`.`name`"]'
	call(
		"frappe.desk.reportview.export_query",
		doctype=doctype,
		filters=among(doctype, names),
		fields=field,
		file_format_type="CSV",
		title=doctype,
	)
	response = frappe.local.response
	text = str(response.get("result") or response.get("filecontent") or "")
	return {name for name in names if name in text}


def searched(doctype, names):
	call(
		"frappe.desk.search.search_link",
		doctype=doctype,
		txt="",
		filters=among(doctype, names),
		page_length=999,
	)
	rows = frappe.local.response.get("results") or frappe.local.response.get("message") or []
	return {row["value"] for row in rows} & set(names)


def subscribes(doctype, name):
	try:
		return bool(can_subscribe_doc(doctype, name))
	except frappe.PermissionError:
		return False
	finally:
		frappe.clear_messages()


def downloads(doctype, name):
	file = frappe.db.get_value("File", {"attached_to_doctype": doctype, "attached_to_name": name})
	return bool(frappe.get_doc("File", file).has_permission("read"))


def found_in_box(names):
	if not frappe.has_permission(RESIDENT, "read"):
		return set()
	return {row["name"] for row in find(SURNAME, frappe.session.user)} & set(names)


class TestIsolation(GovernanceTestCase):
	def test_every_path_agrees_with_the_model_while_the_city_changes(self):
		Isolation.world, Isolation.checked = World(), 0
		run_state_machine_as_test(
			Isolation,
			settings=settings(
				max_examples=EXAMPLES,
				stateful_step_count=STEPS,
				deadline=None,
				database=None,
				derandomize=True,
				suppress_health_check=list(HealthCheck),
			),
		)
		self.assertGreater(Isolation.checked, EXAMPLES * 100)
