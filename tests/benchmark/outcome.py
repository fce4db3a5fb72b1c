"""What a benchmark returns, and the size at which it runs."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from .arms import Comparison, compare
from .ratios import Measure

Size = TypeVar("Size")


@dataclass(frozen=True)
class Scale:
	"""full: the sizes that count; small: some seconds, to see that everything works."""

	name: str
	rounds: int

	def pick(self, full: Size, small: Size) -> Size:
		return full if self.name == "full" else small


SCALES = {scale.name: scale for scale in (Scale("full", 7), Scale("small", 3))}


@dataclass
class Outcome:
	"""Measures by the names that targets use, the comparisons behind them, and what the checks found wrong."""

	rounds: int
	measures: dict[str, Measure] = field(default_factory=dict)
	comparisons: dict[str, Comparison] = field(default_factory=dict)
	facts: dict[str, object] = field(default_factory=dict)
	wrong: list[str] = field(default_factory=list)

	def compare(self, title: str, **arms: Callable[[], object]) -> Comparison:
		"""Time arms side by side (arms.compare) and keep the comparison for the report."""
		self.comparisons[title] = compare(self.rounds, **arms)
		return self.comparisons[title]

	def check(self, promise: str, holds: bool) -> None:
		"""Note a promise about the answers that doesn't hold: a fast wrong answer is no result."""
		if not holds:
			self.wrong.append(promise)

	@property
	def void(self) -> list[str]:
		return [title for title, comparison in self.comparisons.items() if comparison.is_void]
