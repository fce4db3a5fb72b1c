"""What one event adds to the tally: the areas in which it is counted, times what is counted there; pure."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from yumen_governance.events.tally.layout import FLAGS, KEY_FIELDS, SEPARATOR

EVERYWHERE = "all"
STATE, DUE, FLAG = "state", "due", "flag"
# Due times that are past for good stand together
LONG_PAST = "0"

# area, measure, value
Cell = tuple[str, str, str]


@dataclass(frozen=True)
class Standing:
	"""What an event is counted as."""

	grid_path: str = ""
	lead_grid_path: str = ""
	lead_unit: str = ""
	stage: str = ""
	workflow_state: str = ""
	came_back: str = ""
	open_request: str = ""
	follow_up: str = ""
	due: int = 0

	@classmethod
	def read(cls, key: str, due: int | None) -> "Standing":
		"""Read what the columns of an event hold."""
		return cls(**dict(zip(KEY_FIELDS, key.split(SEPARATOR), strict=True)), due=due or 0)

	def areas(self) -> set[str]:
		"""Everything, the grids in which it lies or from which it is led with all above them, and the unit."""
		paths = {area_of_grid(path) for path in (*above(self.grid_path), *above(self.lead_grid_path))}
		return {EVERYWHERE, *paths, *([area_of_unit(self.lead_unit)] if self.lead_unit else [])}

	def measures(self) -> Iterator[tuple[str, str]]:
		yield STATE, f"{self.stage}/{self.workflow_state}"
		if self.due:
			yield DUE, str(self.due)
		for name in FLAGS:
			if value := getattr(self, name):
				yield FLAG, f"{self.stage}/{name}={value}"

	def cells(self) -> Iterator[Cell]:
		"""Yield the cells of the tally in which it counts."""
		measures = list(self.measures())
		for area in self.areas():
			yield from ((area, *measure) for measure in measures)


def area_of_grid(path: str) -> str:
	return f"grid:{path}"


def area_of_unit(unit: str) -> str:
	return f"unit:{unit}"


def above(path: str) -> Iterator[str]:
	"""Yield a grid path and the paths of all grids above it."""
	parts = path.split(".")[:-1]
	yield from (".".join(parts[: depth + 1]) + "." for depth in range(len(parts)))


def hour_of(moment: datetime) -> int:
	"""Return an hour as the tally writes it: 2026112309."""
	return int(moment.strftime("%Y%m%d%H"))


def changes(was: "Standing | None", now: "Standing | None", times: int = 1) -> Counter[Cell]:
	"""Return what to add to the tally when an event counts as one thing no more, and as another now."""
	added: Counter[Cell] = Counter()
	if now:
		added.update(dict.fromkeys(now.cells(), times))
	if was:
		added.subtract(dict.fromkeys(was.cells(), times))
	return added
