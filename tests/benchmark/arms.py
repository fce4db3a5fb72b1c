"""Timing of arms side by side: ours, stock and raw, in turns, with ours twice as its own control."""

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from .ratios import Measure, ratio

Arm = Callable[[], object]

AGAIN = "again"
SECONDS_OF_A_TURN = 0.05
MOST_CALLS_OF_A_TURN = 100
SLOW = 2.0
LIKENESS = (0.95, 1.05)


@dataclass(frozen=True)
class Comparison:
	"""The seconds that each arm took, round by round; the first round isn't among them."""

	first: str
	seconds: dict[str, list[float]]

	def ratio(self, above: str, below: str) -> Measure:
		return ratio(self.seconds[above], self.seconds[below])

	def milliseconds(self, arm: str) -> float:
		return median(self.seconds[arm]) * 1000

	@property
	def likeness(self) -> Measure:
		"""The same arm against itself: 1 but for the noise of the machine."""
		return self.ratio(AGAIN, self.first)

	@property
	def is_void(self) -> bool:
		"""Whether the machine was too restless for this comparison to count."""
		return not LIKENESS[0] <= self.likeness.value <= LIKENESS[1]


def compare(rounds: int = 7, **arms: Arm) -> Comparison:
	"""Time the arms in turns, O-S-P-A-A-P-S-O a round; a void comparison is made anew once.

	The first arm has a second place in the round as its own control A. A turn is as many calls as fill some
	hundredths of a second, and counts by their median; an arm whose call takes seconds has one turn a round.
	"""
	comparison = _compare(rounds, arms)
	return _compare(rounds, arms) if comparison.is_void else comparison


def _compare(rounds: int, arms: dict[str, Arm]) -> Comparison:
	first = next(iter(arms))
	arms = {**arms, AGAIN: arms[first]}
	single = {name: _warm(arm) for name, arm in arms.items()}
	calls = {name: _calls_of_a_turn(seconds) for name, seconds in single.items()}
	back = [name for name in reversed(arms) if single[name] < SLOW]
	seconds: dict[str, list[float]] = {name: [] for name in arms}
	for _round in range(rounds + 1):
		turns: dict[str, list[float]] = {name: [] for name in arms}
		for name in (*arms, *back):
			turns[name].append(_turn(arms[name], calls[name]))
		for name, values in turns.items():
			seconds[name].append(sum(values) / len(values))
	return Comparison(first, {name: values[1:] for name, values in seconds.items()})


def _warm(arm: Arm) -> float:
	"""The seconds of one call of a warmed-up arm; of a slow one the first call tells enough."""
	first = _seconds(arm)
	return first if first >= SLOW else _seconds(arm)


def _calls_of_a_turn(seconds: float) -> int:
	return max(1, min(MOST_CALLS_OF_A_TURN, round(SECONDS_OF_A_TURN / seconds)))


def _turn(arm: Arm, calls: int) -> float:
	return median(_seconds(arm) for _call in range(calls))


def _seconds(arm: Arm) -> float:
	gc.disable()
	try:
		began = time.perf_counter()
		arm()
		return time.perf_counter() - began
	finally:
		gc.enable()
