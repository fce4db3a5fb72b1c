"""Ratios of times with their uncertainty, the law of growth, and targets that the unfavourable end must meet."""

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

RESAMPLES = 2000
SEED = 20261123


@dataclass(frozen=True)
class Measure:
	"""A number and its 95 % interval."""

	value: float
	low: float
	high: float

	def __str__(self) -> str:
		return f"{short(self.value)} [{short(self.low)}, {short(self.high)}]"


@dataclass(frozen=True)
class Target:
	"""What a measure should reach, with the end of its interval that speaks against it."""

	sign: str
	bound: float

	def met_by(self, measure: Measure) -> bool:
		return measure.low >= self.bound if self.sign == ">=" else measure.high <= self.bound

	def __str__(self) -> str:
		return f"{self.sign} {short(self.bound)}"


def at_least(bound: float) -> Target:
	return Target(">=", bound)


def at_most(bound: float) -> Target:
	return Target("<=", bound)


def short(number: float) -> str:
	"""A number with three significant digits, without an exponent."""
	return f"{number:.3g}" if abs(number) < 1000 else f"{number:,.0f}"


def ratio(above: Sequence[float], below: Sequence[float]) -> Measure:
	"""The median of the ratios of two arms, round by round."""
	ratios = [a / b for a, b in zip(above, below, strict=True)]
	return _bootstrapped(len(ratios), lambda rounds: median(ratios[n] for n in rounds))


def growth(seconds_by_size: dict[int, Sequence[float]]) -> Measure:
	"""The exponent k of time ~ size^k: the slope of log time over log size, from the medians of the rounds."""
	rounds = min(len(seconds) for seconds in seconds_by_size.values())

	def slope(chosen: Sequence[int]) -> float:
		points = [
			(math.log(size), math.log(median(seconds[n] for n in chosen)))
			for size, seconds in seconds_by_size.items()
		]
		return _slope(points)

	return _bootstrapped(rounds, slope)


def _slope(points: list[tuple[float, float]]) -> float:
	mean_x, mean_y = (sum(values) / len(points) for values in zip(*points, strict=True))
	return sum((x - mean_x) * (y - mean_y) for x, y in points) / sum((x - mean_x) ** 2 for x, _y in points)


def _bootstrapped(rounds: int, statistic: Callable[[Sequence[int]], float]) -> Measure:
	"""The statistic over all rounds, with the 2.5 % and 97.5 % points of what resampled rounds give."""
	chance = random.Random(SEED)
	resampled = sorted(statistic(chance.choices(range(rounds), k=rounds)) for _ in range(RESAMPLES))
	low, high = (resampled[round(share * (RESAMPLES - 1))] for share in (0.025, 0.975))
	return Measure(statistic(range(rounds)), low, high)
