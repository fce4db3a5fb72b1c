"""A model of the city in plain Python: who sees what, told without SQL, for the test of isolation."""

from dataclasses import dataclass, field

SEES_CASES = ("administrator", "dispatcher", "auditor")
SEES_REGISTRY = (*SEES_CASES, "registry_clerk")
CLERKS = ("clerk", "other_clerk")
MEMBERS = ("leader", "other_leader", "member", "other_member")
HANDLERS = ("handler", "other_handler")
PEOPLE = (*SEES_REGISTRY, *CLERKS, *MEMBERS, *HANDLERS)
READS = {
	"Governance Event": {*SEES_CASES, *CLERKS, *MEMBERS, *HANDLERS},
	"Resident": {*SEES_REGISTRY, *MEMBERS, *HANDLERS},
}
WORKING = {"Assigned", "Handling"}


@dataclass
class Record:
	"""A record as the model knows it."""

	doctype: str
	name: str
	grid: str
	owner: str = ""
	lead_grid: str | None = None
	lead_unit: str | None = None
	stage: str = ""
	resident: str | None = None
	assisting_units: frozenset[str] = frozenset()
	assisting_grids: frozenset[str] = frozenset()


@dataclass
class City:
	"""Grids by their parent, posts and handlers by person, records by name."""

	parents: dict[str, str | None] = field(default_factory=dict)
	posts: dict[str, set[str]] = field(default_factory=dict)
	handlers: dict[str, set[str]] = field(default_factory=dict)
	records: dict[str, Record] = field(default_factory=dict)

	def lies_under(self, grid: str | None, above: str) -> bool:
		while grid:
			if grid == above:
				return True
			grid = self.parents.get(grid)
		return False

	def in_territory(self, person: str, grid: str | None) -> bool:
		return any(self.lies_under(grid, post) for post in self.posts.get(person, ()))

	def handles(self, person: str, unit: str | None) -> bool:
		return person in self.handlers.get(unit, ())

	def assigned(self, person: str, case: Record) -> bool:
		return self.in_territory(person, case.lead_grid) or self.handles(person, case.lead_unit)

	def assists(self, person: str, case: Record) -> bool:
		return any(self.in_territory(person, grid) for grid in case.assisting_grids) or any(
			self.handles(person, unit) for unit in case.assisting_units
		)

	def sees(self, person: str, record: Record) -> bool:
		if person not in READS[record.doctype]:
			return False
		if record.doctype == "Governance Event":
			return self.sees_case(person, record)
		return self.sees_resident(person, record)

	def sees_case(self, person: str, case: Record) -> bool:
		mine = case.owner == person or self.in_territory(person, case.grid)
		return person in SEES_CASES or mine or self.assigned(person, case) or self.assists(person, case)

	def sees_resident(self, person: str, resident: Record) -> bool:
		return (
			person in SEES_REGISTRY
			or self.in_territory(person, resident.grid)
			or any(
				case.resident == resident.name and case.stage in WORKING and self.assigned(person, case)
				for case in self.records.values()
			)
		)

	def seen(self, person: str, doctype: str) -> set[str]:
		return {
			name
			for name, record in self.records.items()
			if record.doctype == doctype and self.sees(person, record)
		}
