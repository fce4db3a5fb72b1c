"""The tree of event categories: ten classes, each with the kinds that an office meets daily, its level and its evidence."""

import frappe

from yumen_governance.seed import ensure

DAYS, HOURS = "Calendar Days", "Hours"

# code: name, urgency, limit, unit, kinds (code, name)
CLASSES = {
	"01": (
		"矛盾纠纷",
		"Normal",
		7,
		DAYS,
		(
			"邻里纠纷",
			"婚姻家庭纠纷",
			"物业纠纷",
			"劳动争议",
			"土地纠纷",
			"其他纠纷",
			"消费纠纷",
			"医疗纠纷",
			"债务纠纷",
			"征地拆迁纠纷",
		),
	),
	"02": (
		"社会治安",
		"Urgent",
		24,
		HOURS,
		("治安隐患", "盗窃诈骗线索", "扰乱秩序", "其他治安问题", "赌博吸毒线索", "校园周边治安"),
	),
	"03": (
		"公共安全隐患",
		"Urgent",
		24,
		HOURS,
		(
			"消防安全",
			"安全生产",
			"食品药品安全",
			"道路交通安全",
			"燃气安全",
			"房屋建筑安全",
			"危险化学品",
			"特种设备",
		),
	),
	"04": (
		"环境卫生",
		"Normal",
		3,
		DAYS,
		("垃圾清运收费", "市容秩序", "污水排放", "噪声扬尘", "绿化养护", "公共设施损坏", "乱搭乱建"),
	),
	"05": (
		"民生服务",
		"Normal",
		7,
		DAYS,
		("供水供暖供电", "社会保障", "医疗卫生", "教育入学", "住房保障", "困难救助", "农田水利", "公共交通"),
	),
	"06": ("重点人员动态", "Urgent", 24, HOURS, ("走访帮扶", "异常动态", "失联走失")),
	"07": ("政策宣传咨询", "Normal", 3, DAYS, ("政策咨询", "办事指引", "宣传活动", "法律咨询")),
	"08": (
		"突发事件",
		"Very Urgent",
		2,
		HOURS,
		("自然灾害", "事故灾难", "公共卫生事件", "群体性事件", "火灾"),
	),
	"09": ("社情民意", "Normal", 7, DAYS, ("意见建议", "投诉反映", "作风举报", "表扬感谢")),
	"99": ("其他", "Normal", 7, DAYS, ()),
}

# Kind: the unit that answers for it, where the article or its name leaves no doubt
UNITS = {
	"劳动争议": "RSJ",
	"物业纠纷": "ZJJ",
	"治安隐患": "GAJ",
	"盗窃诈骗线索": "GAJ",
	"扰乱秩序": "GAJ",
	"道路交通安全": "JTJ",
	"燃气安全": "ZJJ",
	"市容秩序": "CGJ",
	"社会保障": "RSJ",
	"医疗卫生": "WJJ",
	"教育入学": "JYJ",
	"住房保障": "ZJJ",
	"消费纠纷": "SJJ",
	"医疗纠纷": "WJJ",
	"征地拆迁纠纷": "ZRJ",
	"土地纠纷": "NYJ",
	"赌博吸毒线索": "GAJ",
	"校园周边治安": "GAJ",
	"消防安全": "XFDD",
	"安全生产": "YJJ",
	"食品药品安全": "SJJ",
	"房屋建筑安全": "ZJJ",
	"危险化学品": "YJJ",
	"特种设备": "SJJ",
	"污水排放": "HBJ",
	"噪声扬尘": "HBJ",
	"公共设施损坏": "ZJJ",
	"乱搭乱建": "CGJ",
	"供水供暖供电": "ZJJ",
	"困难救助": "MZJ",
	"农田水利": "SWJ",
	"公共交通": "JTJ",
	"法律咨询": "SFJ",
	"自然灾害": "YJJ",
	"事故灾难": "YJJ",
	"公共卫生事件": "WJJ",
	"火灾": "XFDD",
}

GRID_LEVEL, VILLAGE, TOWNSHIP, CENTRE = (
	"Grid",
	"Village or Community",
	"Township or Street",
	"Centre or Department",
)
# Class: where its events are settled as a rule; kinds that differ from their class
LEVELS = {
	"01": VILLAGE,
	"02": TOWNSHIP,
	"03": TOWNSHIP,
	"04": GRID_LEVEL,
	"05": VILLAGE,
	"06": VILLAGE,
	"07": GRID_LEVEL,
	"08": CENTRE,
	"09": VILLAGE,
	"99": VILLAGE,
	"邻里纠纷": GRID_LEVEL,
	"劳动争议": CENTRE,
	"医疗纠纷": CENTRE,
	"征地拆迁纠纷": CENTRE,
	"盗窃诈骗线索": CENTRE,
	"赌博吸毒线索": CENTRE,
	"危险化学品": CENTRE,
	"特种设备": CENTRE,
	"污水排放": TOWNSHIP,
	"乱搭乱建": TOWNSHIP,
	"走访帮扶": GRID_LEVEL,
	"作风举报": CENTRE,
}
# Kinds that are settled on the spot with a photo, and what is asked for when one is reported
WITH_PHOTO = {
	"市容秩序",
	"污水排放",
	"噪声扬尘",
	"绿化养护",
	"公共设施损坏",
	"乱搭乱建",
	"消防安全",
	"安全生产",
}
# Class: its sign on phones; kinds that have one of their own
ICONS = {
	"01": "Neighbours",
	"02": "Shield",
	"03": "Fire",
	"04": "Rubbish",
	"05": "Landmark",
	"06": "Care",
	"07": "Book",
	"08": "Siren",
	"09": "Idea",
	"99": "Pencil",
	"物业纠纷": "Building",
	"劳动争议": "Hard Hat",
	"食品药品安全": "Food",
	"道路交通安全": "Traffic",
	"燃气安全": "Gas",
	"房屋建筑安全": "Building",
	"市容秩序": "Road",
	"噪声扬尘": "Noise",
	"公共设施损坏": "Lamp",
	"供水供暖供电": "Water",
	"困难救助": "Care",
	"公共交通": "Traffic",
	"法律咨询": "Scales",
	"火灾": "Fire",
	"作风举报": "Scales",
}
REQUIRED = {"08": ("Address", "Description"), "失联走失": ("Reporter Phone", "Description")}


def seed() -> None:
	"""Make the classes, and under each its kinds with the class's urgency, time limit and level."""
	for code, (name, urgency, limit, unit, kinds) in CLASSES.items():
		defaults = {"default_urgency": urgency, "time_limit": limit, "time_limit_unit": unit}
		values = {"category_name": name, "category_code": code, "is_group": 1, "icon": ICONS[code]}
		ensure("Event Category", code, {**values, **defaults, "handling_level": LEVELS[code]})
		for number, kind in enumerate(kinds, 1):
			ensure("Event Category", f"{code}{number:02}", {**_kind(code, number, kind), **defaults})


def _kind(code: str, number: int, kind: str) -> dict:
	return {
		"category_name": kind,
		"category_code": f"{code}{number:02}",
		"parent_event_category": code,
		"responsible_unit": _unit_for(kind),
		"handling_level": LEVELS.get(kind) or LEVELS[code],
		"photo_on_spot": int(kind in WITH_PHOTO),
		"icon": ICONS.get(kind),
		"required_fields": [{"field": field} for field in REQUIRED.get(kind) or REQUIRED.get(code) or ()],
	}


def _unit_for(kind: str) -> str | None:
	"""The unit of a kind, unless the office has deleted it."""
	return frappe.db.exists("Functional Unit", UNITS[kind]) if kind in UNITS else None
