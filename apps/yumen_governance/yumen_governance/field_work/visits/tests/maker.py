"""A grid with people and households for tests of entry days and visits."""

from datetime import datetime
from uuid import uuid4

import frappe
from frappe.utils import now_datetime

from yumen_governance.field_work.entry_days import planning
from yumen_governance.field_work.entry_days.settings import SETTINGS
from yumen_governance.field_work.sync.items import Base, Item
from yumen_governance.tests.case import GovernanceTestCase, acting_as
from yumen_governance.tests.factories import (
	actor,
	make_address,
	make_grid,
	make_grid_member,
	make_household,
	make_resident,
)


class FieldCase(GovernanceTestCase):
	"""A community with a leader, and a compound with two members and six households."""

	def setUp(self):
		super().setUp()
		frappe.db.set_single_value(SETTINGS, {"visits_full_time": 3, "visits_part_time": 2})
		frappe.db.set_single_value(SETTINGS, {"longest_at_least": 1, "again_days": 7, "entry_days_on": 1})
		frappe.clear_document_cache(SETTINGS, SETTINGS)
		self.addCleanup(frappe.clear_document_cache, SETTINGS, SETTINGS)
		self.community = make_grid(make_grid().name).name
		self.grid = make_grid(self.community).name
		self.other_grid = make_grid(self.community).name
		self.leader = make_grid_member(self.community, "Grid Leader", actor("leader"))
		self.member = make_grid_member(self.grid, "Full-time Member", actor("member"))
		self.part_time = make_grid_member(self.grid, "Part-time Member")
		self.other_member = make_grid_member(self.other_grid, "Full-time Member", actor("other_member"))
		self.households = [self.make_home() for _number in range(6)]

	def make_home(self, grid: str | None = None) -> str:
		address = make_address(grid or self.grid)
		return make_household(grid or self.grid, address=address.name).name

	def make_resident(self, household: str, **values):
		grid = frappe.db.get_value("Household", household, "grid")
		return make_resident(grid, household=household, **values)

	def plan_day(self, day) -> list[str]:
		"""Make the plans of a day for the people of this test, and return their names."""
		grids = {self.grid, self.other_grid, self.community}
		posts = [post for post in planning.missing(day) if post.grid in grids]
		planning.make(day, posts)
		return frappe.get_all(planning.PLAN, {"entry_day": day, "grid": ["in", list(grids)]}, pluck="name")

	def plan_of(self, member, day):
		return frappe.get_doc(planning.PLAN, planning.plan_name(day, member.grid, member.name))

	def visit(self, household: str | None = None, user: str | None = None, **values):
		"""Insert a visit with findings as a member would on the desk."""
		visit = {
			"doctype": "Household Visit",
			"household": household if household or values.get("about_event") else self.households[0],
			"purpose": "了解情况",
			"met": "Head of Household",
			"findings": "情况正常",
		}
		with acting_as(user or actor("member")):
			return frappe.get_doc({**visit, **values}).insert()

	def item(self, kind: str, happened_on: datetime | None = None, base=None, **values) -> Item:
		"""An item as the sync hands it over."""
		seen = Base("", base.name, base.modified) if base else None
		return Item(str(uuid4()), kind, values, seen, happened_on or now_datetime())

	def take(self, function, user: str, kind: str = "", **values):
		"""Take an item as somebody, undone where it is refused, as the sync does."""
		item = self.item(kind, **values)
		frappe.db.savepoint("item")
		with acting_as(user):
			try:
				return function(item, user, now_datetime())
			except Exception:
				frappe.db.rollback(save_point="item")
				raise
