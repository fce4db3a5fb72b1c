"""Which figures may be public: none from which few people could be told, nor by taking others from their total. Pure."""

from collections.abc import Mapping

LEAST = 5


def disclosable(counts: Mapping[str, int], least: int = LEAST) -> dict[str, int | None]:
	"""Return counts with None for those that aren't told.

	A count below the least isn't told. Whoever takes the told ones from the total learns what the others are together: so
	at least two are left out, and together they are no less than the least; the smallest of the others go with them.
	"""
	hidden = {name for name, count in counts.items() if 0 < count < least}
	others = sorted(((count, name) for name, count in counts.items() if count >= least), reverse=True)
	while hidden and others and (len(hidden) < 2 or sum(counts[name] for name in hidden) < least):
		hidden.add(others.pop()[1])
	return {name: None if name in hidden else count for name, count in counts.items()}


def total(counts: Mapping[str, int], least: int = LEAST) -> int | None:
	"""Return a total; None where it, or what it tells of the counts that are left out, is few.

	Where everything below the least was left out and too little beside it, only the total could tell.
	"""
	whole = sum(counts.values())
	left_out = [counts[name] for name, told in disclosable(counts, least).items() if told is None]
	tells = bool(left_out) and (len(left_out) < 2 or sum(left_out) < least)
	return None if 0 < whole < least or tells else whole


def share(part: int, whole: int, least: int = LEAST) -> float | None:
	"""Return a share in percent; None where the whole, the part or the rest is few and not nobody."""
	if whole < least or 0 < part < least or 0 < whole - part < least:
		return None
	return round(100 * part / whole, 1)
