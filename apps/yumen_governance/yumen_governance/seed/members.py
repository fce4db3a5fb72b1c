"""Whom grid posts are filled from, after the article (2020) and the city's page of 2019."""

from yumen_governance.seed import ensure

LEADING = ("for_leader", "for_deputy_leader", "for_full_time")
FULL_TIME = ("for_full_time",)
PART_TIME = ("for_part_time",)

SOURCES = {
	"乡镇（街道）干部": (LEADING, "下沉到三级网格，一岗双责"),
	"村组（社区）干部": (LEADING, "担任本村（社区）网格长或专职网格员"),
	"包片民警": (FULL_TIME, "网格+警格"),
	"禁毒专干": (FULL_TIME, ""),
	"安监专干": (FULL_TIME, ""),
	"计生专干": (FULL_TIME, ""),
	"道路交通协管员": (FULL_TIME, ""),
	"消防协管员": (FULL_TIME, ""),
	"人民调解员": (PART_TIME, "聘用"),
	"村民代表": (PART_TIME, "聘用"),
	"党代表": (PART_TIME, "聘用，两代表一委员"),
	"人大代表": (PART_TIME, "聘用，两代表一委员"),
	"政协委员": (PART_TIME, "聘用，两代表一委员"),
	"志愿者": (PART_TIME, "聘用"),
}


def seed() -> None:
	"""Make each circle of people, with the posts that it may hold."""
	for name, (posts, description) in SOURCES.items():
		values = {"source_name": name, "description": description, **dict.fromkeys(posts, 1)}
		ensure("Grid Member Source", name, values)
