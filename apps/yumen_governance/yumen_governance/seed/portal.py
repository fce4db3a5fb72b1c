"""The public's door: its account, its tiles, its limits, the kinds of notices."""

import frappe

from yumen_governance.permissions.roles import CONNECTED_SYSTEM
from yumen_governance.seed import ensure

# Nobody logs in with it: what visitors without an account send is written in its name
ACCOUNT = "public-portal@portal.invalid"
SOURCE = "Public Tip-off"
# What a reporter adds later, in the timeline
ADDED = "Add Information"
# category: what residents call it, sign, whether it is about a unit
TILES = {
	"0401": ("垃圾清运", "Rubbish", 0),
	"0406": ("路灯道路等设施损坏", "Lamp", 0),
	"0402": ("占道、乱停乱放", "Road", 0),
	"0404": ("噪声、扬尘", "Noise", 0),
	"0501": ("停水停暖停电", "Water", 0),
	"0103": ("物业问题", "Building", 0),
	"0101": ("邻里矛盾", "Neighbours", 0),
	"0104": ("拖欠工资、劳动争议", "Hard Hat", 0),
	"0301": ("消防隐患", "Fire", 0),
	"0305": ("燃气隐患", "Gas", 0),
	"0304": ("交通安全隐患", "Traffic", 0),
	"0303": ("食品药品安全", "Food", 0),
	"0201": ("治安隐患", "Shield", 0),
	"0901": ("意见建议", "Idea", 0),
	"0903": ("反映单位或干部作风", "Scales", 1),
	"99": ("其他事项", "Pencil", 0),
}
EMERGENCIES = """119 着火 起火 失火 冒烟 爆炸 燃气泄漏 被困
110 打人 杀人 持刀 抢劫 绑架 跳楼 自杀 轻生 失踪
120 昏迷 晕倒 流血 受伤 中毒 溺水
122 车祸 撞车 撞人"""
LIMITS = {
	"tip_offs_per_phone": 20,
	"tip_offs_per_address": 60,
	"phone_codes_per_hour": 5,
	"wrong_codes": 10,
	"lock_minutes": 60,
	"appeal_days": 30,
	"statistics_days": 90,
}
COMPLAINTS = "0902"
NOTICE_CATEGORIES = ("通知公告", "政策法规", "办事指南", "安全提示")


def seed() -> None:
	"""Make the account in whose name the portal acts, then what the portal offers."""
	_account()
	ensure("Workflow Action Master", ADDED, {"workflow_action_name": ADDED})
	ensure("Public Portal Settings", "Public Portal Settings", _settings())
	for number, name in enumerate(NOTICE_CATEGORIES, 1):
		values = {"category_name": name, "sort_order": number * 10, "is_active": 1}
		ensure("Notice Category", name, values)


def _account() -> None:
	if not frappe.db.exists("User", ACCOUNT):
		user = frappe.get_doc({"doctype": "User", "email": ACCOUNT, "first_name": "群众"})
		user.update({"send_welcome_email": 0, "roles": [{"role": CONNECTED_SYSTEM}]})
		user.flags.no_welcome_mail = True
		user.insert(ignore_permissions=True)  # the seed makes it, whoever migrates
		user.db_set("enabled", 0)
	source = frappe.db.get_value("Event Source", SOURCE, ["name", "system_user"], as_dict=True)
	if source and not source.system_user:
		frappe.db.set_value("Event Source", SOURCE, "system_user", ACCOUNT)


def _settings() -> dict:
	categories = [
		{"category": category, "label": label, "icon": icon, "asks_unit": asks_unit}
		for category, (label, icon, asks_unit) in TILES.items()
		if frappe.db.exists("Event Category", category)
	]
	appeal = COMPLAINTS if frappe.db.exists("Event Category", COMPLAINTS) else None
	return {
		"is_open": 1,
		"categories": categories,
		"appeal_category": appeal,
		"emergency_words": EMERGENCIES,
		"hall_hours": "周一至周五 8:30—12:00，14:30—18:00（法定节假日除外）",
		"hall_note": "请携带本人身份证和与所办事项有关的材料。",
		**LIMITS,
	}
