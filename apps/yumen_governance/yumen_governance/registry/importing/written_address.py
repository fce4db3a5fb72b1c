"""A written address as the parts of a standard address, as far as the text tells them."""

import re

from yumen_governance.registry.identifiers import tidy
from yumen_governance.registry.importing.grids import Place

ABOVE = ("中国", "甘肃省", "酒泉市", "玉门市")
BUILDING = re.compile(r"(?P<building>[\dA-Za-z一二三四五六七八九十]+(?:号楼|栋|幢|座))")
UNIT = re.compile(r"(?P<unit>[\dA-Za-z一二三四五六七八九十]+单元)")
DOOR = re.compile(r"(?P<door>[\dA-Za-z]+(?:-\d+)*(?:室|号|户)?)$")
LONGEST = {"compound": 60, "building": 30, "unit": 20, "door": 20}


def parts_of(text: str, place: Place) -> dict[str, str] | None:
	"""Return the parts of an address in a grid; None when nothing is told but the place itself.

	甘肃省玉门市玉关路社区金诚小区3号楼2单元501 → compound 金诚小区, building 3号楼, unit 2单元, door 501.
	Township and village are those of the grid.
	"""
	rest = _without_places(tidy(text), place)
	parts = {}
	if door := DOOR.search(rest):
		parts["door"], rest = door["door"], rest[: door.start()]
	for pattern in (UNIT, BUILDING):
		if found := pattern.search(rest):
			name = pattern.pattern[4 : pattern.pattern.index(">")]
			parts[name], rest = found[name], rest[: found.start()] + rest[found.end() :]
	parts["compound"] = rest.strip("-,，、")
	if not any(parts.values()) or any(len(value) > LONGEST[name] for name, value in parts.items()):
		return None
	return {"township": place.township, "village": place.village, **parts}


def _without_places(text: str, place: Place) -> str:
	for name in (*ABOVE, place.township, place.village):
		text = text.removeprefix(name) if name else text
	return text
