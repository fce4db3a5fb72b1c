"""Patrols: what is looked at by kind of place, which event a hazard becomes, and the first plans."""

import frappe

from yumen_governance.registry.code_lists import code_name
from yumen_governance.seed import ensure

FACILITY, AREA = "Public Facility", "Key Area"
GENERAL = ("外观完好、无破损", "周边无堆物、通道畅通", "警示标志和责任牌清晰")
# checklist: kind of facility (none: every other kind), what is looked at and the kind of hazard when it isn't in order
FACILITIES = {
	"通用设施检查": (None, ((GENERAL[0], "99"), (GENERAL[1], "02"), (GENERAL[2], "99"))),
	"供水设施检查": (
		"01",
		(("井盖、管道无渗漏", "99"), ("水源周边无污染", "09"), ("机房上锁、无人员随意进入", "06")),
	),
	"排水设施检查": (
		"02",
		(("井盖齐全、无松动", "07"), ("沟渠无堵塞、无积水", "99"), ("无异味、无污水外溢", "09")),
	),
	"供电设施检查": (
		"03",
		(("箱门上锁、无裸露线头", "03"), ("周边无易燃堆物", "02"), ("电线无下垂、树障已清", "03")),
	),
	"燃气设施检查": ("04", (("无燃气异味", "04"), ("阀门和调压箱完好", "04"), ("周边无违章占压", "04"))),
	"供热设施检查": ("05", (("管道保温完好、无泄漏", "06"), ("换热站上锁、无杂物", "06"))),
	"道路桥梁检查": (
		"07",
		(("路面无坑洼、无塌陷", "07"), ("护栏和标志完好", "07"), ("桥下无堆物、无人员居住", "02")),
	),
	"路灯照明检查": ("08", (("夜间能正常亮灯", "01"), ("灯杆无倾斜、检修门关好", "03"))),
	"消防设施检查": (
		"09",
		(
			("消火栓有水压", "02"),
			("灭火器在有效期内", "02"),
			("消防通道畅通", "02"),
			("应急灯和指示标志完好", "02"),
		),
	),
	"视频监控检查": ("10", (("镜头朝向正确、无遮挡", "01"), ("设备箱上锁、供电正常", "03"))),
	"环卫设施检查": ("11", (("垃圾及时清运、无外溢", "09"), ("无明火、无焚烧", "02"))),
	"健身休闲设施检查": ("12", (("器材固定牢固、无松动", "99"), ("地面平整、无尖锐物", "99"))),
	"应急避难场所检查": (
		"14",
		(("出入口畅通、未被占用", "99"), ("指示标志完好", "99"), ("应急物资齐全", "99")),
	),
	"文化教育设施检查": ("15", (("安全出口畅通", "02"), ("用电线路规范", "03"), ("围墙、门窗完好", "05"))),
	"医疗卫生设施检查": ("16", (("安全出口畅通", "02"), ("医疗废物规范存放", "09"), ("用电线路规范", "03"))),
	"养老托幼设施检查": ("17", (("安全出口畅通", "02"), ("用电用气规范", "03"), ("食品存放规范", "08"))),
}
AREAS = {
	"通用区域巡查": (
		None,
		(("无聚集滋事、无可疑人员", "01"), ("道路通畅、无乱停乱放", "07"), ("无明显火灾隐患", "02")),
	),
	"校园周边巡查": (
		"03",
		(("上下学时段交通有序", "07"), ("周边无流动摊贩占道", "08"), ("无可疑人员滞留", "01")),
	),
	"商贸集市巡查": ("06", (("消防通道畅通", "02"), ("无私拉乱接电线", "03"), ("食品摊点证照齐全", "08"))),
	"出租房集中区巡查": ("08", (("楼道无堆物", "02"), ("无飞线充电", "03"), ("新住户已登记", "01"))),
	"建筑工地巡查": ("10", (("围挡和警示标志齐全", "06"), ("高处作业有防护", "06"), ("临时用电规范", "03"))),
}
# kind of hazard: category of the event, level from which it becomes one at once
EVENTS = {
	"01": ("0201", "02"),
	"02": ("0301", "02"),
	"03": ("0302", "02"),
	"04": ("0305", "01"),
	"05": ("0306", "02"),
	"06": ("0302", "02"),
	"07": ("0304", "02"),
	"08": ("0303", "02"),
	"09": ("0403", "02"),
	"10": ("0801", "02"),
	"99": ("0406", "03"),
}
PLANS = {
	# Domain: key areas twice a week
	"重点区域巡查": {"covers": "Key Areas", "every_days": 3, "days_to_do": 3, "who": "Members in Turn"},
	"公共设施巡查": {"covers": "Facilities", "every_days": 7, "days_to_do": 5, "who": "Members in Turn"},
}


def seed() -> None:
	"""Make checklists, rules and plans; an office changes them as it likes."""
	for name, (kind, items) in FACILITIES.items():
		_checklist(name, FACILITY, {"facility_kind": _code("facility_kind", kind)}, items)
	for name, (kind, items) in AREAS.items():
		_checklist(name, AREA, {"area_kind": _code("key_area_kind", kind)}, items)
	for kind, (category, level) in EVENTS.items():
		_rule(_code("hazard_kind", kind), category, _code("hazard_level", level))
	for name, values in PLANS.items():
		ensure("Patrol Plan", name, {"plan_name": name, "starts_on": "2026-01-01", "is_active": 1, **values})


def _rule(kind: str, category: str, level: str) -> None:
	"""Make the rule of a kind, unless the office has one for it under another name."""
	name = frappe.db.get_value("Code Value", kind, "label")
	other = frappe.db.get_value("Hazard Event Rule", {"hazard_kind": kind})
	if name and other in (None, name) and frappe.db.exists("Event Category", category):
		values = {"hazard_kind": kind, "event_category": category, "at_once_from": level, "is_active": 1}
		ensure("Hazard Event Rule", name, values)


def _checklist(name: str, place_type: str, kind: dict, items) -> None:
	rows = [{"item": item, "hazard_kind": _code("hazard_kind", code)} for item, code in items]
	values = {"checklist_name": name, "place_type": place_type, "is_active": 1, **kind, "items": rows}
	ensure("Patrol Checklist", name, values)


def _code(code_list: str, code: str | None) -> str | None:
	return code_name(code_list, code) if code else None
