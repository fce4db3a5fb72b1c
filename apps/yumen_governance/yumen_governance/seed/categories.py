"""The tree of event categories: ten classes, each with the kinds that an office meets daily."""

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
		("邻里纠纷", "婚姻家庭纠纷", "物业纠纷", "劳动争议", "土地纠纷", "其他纠纷"),
	),
	"02": ("社会治安", "Urgent", 24, HOURS, ("治安隐患", "盗窃诈骗线索", "扰乱秩序", "其他治安问题")),
	"03": (
		"公共安全隐患",
		"Urgent",
		24,
		HOURS,
		("消防安全", "安全生产", "食品药品安全", "道路交通安全", "燃气安全"),
	),
	"04": ("环境卫生", "Normal", 3, DAYS, ("垃圾清运收费", "市容秩序", "污水排放", "噪声扬尘", "绿化养护")),
	"05": ("民生服务", "Normal", 7, DAYS, ("供水供暖供电", "社会保障", "医疗卫生", "教育入学", "住房保障")),
	"06": ("重点人员动态", "Urgent", 24, HOURS, ("走访帮扶", "异常动态")),
	"07": ("政策宣传咨询", "Normal", 3, DAYS, ("政策咨询", "办事指引", "宣传活动")),
	"08": ("突发事件", "Very Urgent", 2, HOURS, ("自然灾害", "事故灾难", "公共卫生事件", "群体性事件")),
	"09": ("社情民意", "Normal", 7, DAYS, ("意见建议", "投诉反映")),
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
}


def seed() -> None:
	"""Make the classes, and under each its kinds with the class's urgency and time limit."""
	for code, (name, urgency, limit, unit, kinds) in CLASSES.items():
		defaults = {"default_urgency": urgency, "time_limit": limit, "time_limit_unit": unit}
		ensure(
			"Event Category", code, {"category_name": name, "category_code": code, "is_group": 1, **defaults}
		)
		for number, kind in enumerate(kinds, 1):
			values = {
				"category_name": kind,
				"category_code": f"{code}{number:02}",
				"parent_event_category": code,
				"responsible_unit": _unit_for(kind),
			}
			ensure("Event Category", values["category_code"], {**values, **defaults})


def _unit_for(kind: str) -> str | None:
	"""The unit of a kind, unless the office has deleted it."""
	return frappe.db.exists("Functional Unit", UNITS[kind]) if kind in UNITS else None
