"""Parts of a written address that people search by: its places, the place with building, with door."""

import re

ABOVE = ("省", "自治区", "市", "县", "镇", "乡", "街道", "市区")
PLACES = (
	"社区",
	"小区",
	"家属院",
	"住宅楼",
	"花园",
	"公寓",
	"大厦",
	"市场",
	"街坊",
	"组",
	"村",
	"巷",
	"路",
	"街",
	"院",
	"苑",
)
PLACE = re.compile(rf"[\u4e00-\u9fff]+?(?:{'|'.join((*ABOVE[:2], '市(?!区|场)', *ABOVE[3:], *PLACES))})+")
BUILDING = re.compile(r"(\d+)(?:号楼|栋|幢|座|号院)")
DOOR = re.compile(r"(\d+)(?:室|户|号)?$")
SHORT = 2


def parts_of(address: str) -> set[str]:
	"""Return what an address is found by; empty when it names no place.

	甘肃省玉门市玉关路社区金诚小区3号楼2单元501 → 玉关路社区, 玉关, 金诚小区, 金诚, 金诚小区3, 金诚小区3-501.
	Province, city, county and township are left out: they don't tell one address from another.
	"""
	text = re.sub(r"\s", "", address)
	places = [place for place in PLACE.findall(text) if not place.endswith(ABOVE)]
	if not places:
		return {text} if len(text) == SHORT else set()
	parts = {*places, *(place[:SHORT] for place in places)}
	return parts | _exact(text, "".join(places[-2:]) if places[-1].endswith("组") else places[-1])


def finest_of(address: str) -> str | None:
	"""Return the part of an address that says most, for a search by it."""
	return max(parts_of(address), key=_fineness, default=None)


def _fineness(part: str) -> tuple:
	return "-" in part, any(map(str.isdigit, part)), len(part)


def _exact(text: str, place: str) -> set[str]:
	building, door = BUILDING.search(text), DOOR.search(text)
	exact = f"{place}{building.group(1)}" if building else place
	parts = {exact}
	if door and (not building or door.start() >= building.end()):
		parts.add(f"{exact}-{door.group(1)}")
	return parts
