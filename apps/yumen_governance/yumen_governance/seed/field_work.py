"""Entry days and visits: the 10th, 20th and 30th, the seven activities, the twelve items of 三知三清六掌握, and wordings.

Days, activities and items are those of the article (2020); which activity brings which item up to date, the days until an item
must be known anew and the wordings are proposals that the office changes.
"""

import frappe

from yumen_governance.seed import ensure

DAYS = (10, 20, 30)
# Item: group, days until it must be known anew, whether every visit brings it up to date, what is to be known
ITEMS = {
	"知户情": ("Three to Know", 90, 1, "家庭成员、住房、生活状况和主要困难。"),
	"知格情": ("Three to Know", 90, 0, "网格范围、楼院、单位、出租房屋和重点部位。"),
	"知民情": ("Three to Know", 30, 1, "群众的诉求、意见和建议。"),
	"重点人员": ("Three to Be Clear About", 30, 0, "需要关心帮助的人员底数清楚、去向清楚。"),
	"社会组织": ("Three to Be Clear About", 180, 0, "辖区社会组织、企业和商户。"),
	"公共设施": ("Three to Be Clear About", 90, 0, "公共设施的位置和完好情况。"),
	"基础信息": ("Six to Master", 90, 0, "人口、房屋、单位等基础信息。"),
	"问题隐患": ("Six to Master", 30, 0, "消防、燃气、交通、房屋等安全隐患。"),
	"矛盾纠纷": ("Six to Master", 30, 0, "邻里、家庭、劳动、土地等矛盾纠纷。"),
	"刑事治安案件": ("Six to Master", 30, 0, "辖区刑事、治安案件和防范情况。"),
	"从业就业": ("Six to Master", 90, 0, "居民从业、就业和失业情况。"),
	"环境卫生": ("Six to Master", 30, 0, "环境卫生、乱堆乱放、垃圾清运。"),
}
# Activity: where it leads on the phone, what it brings up to date, what is to be done
ACTIVITIES = {
	"入户走访": ("Visit", ("知户情", "知民情"), "走访计划中的住户，去有目的、来有问题、后有反馈。"),
	"信息采集": ("Collect", ("基础信息", "从业就业", "社会组织"), "核对、补充和更正人口、房屋、单位信息。"),
	"矛盾纠纷调处": ("Report", ("矛盾纠纷",), "排查矛盾纠纷，能当场化解的当场化解，不能的及时上报。"),
	"重点人员稳控": ("Visit", ("重点人员",), "看望需要关心的人员，了解困难，提供帮助。"),
	"环境卫生整治": ("Report", ("环境卫生",), "查看环境卫生，组织清理，上报难点。"),
	"重点区域巡查": (
		"Patrol",
		("知格情", "公共设施", "问题隐患", "刑事治安案件"),
		"巡查重点区域和公共设施，发现隐患及时上报。",
	),
	"特殊人群监管": ("Visit", ("重点人员",), "按职责落实帮扶和服务管理，注意保护个人隐私。"),
}
CHOICES = {
	"Purpose of the Visit": (
		*("了解家庭情况", "核对人口和住房信息", "了解困难和需求", "宣传政策", "排查安全隐患"),
		*("回访已办事项", "化解矛盾纠纷", "看望老人、儿童"),
	),
	"Finding": (
		*("情况正常", "家庭成员有变化", "住房或出租情况有变化", "有生活困难", "有安全隐患", "有矛盾纠纷"),
		*("反映环境卫生问题", "提出意见建议"),
	),
	"Wish for Help": ("生活救助", "看病就医", "就业", "子女上学", "养老照料", "法律帮助", "办理证件"),
}
SETTINGS = {
	"entry_days_on": 1,
	"prepare_at": 16,
	"short_months": "Last Day of the Month",
	"visits_full_time": 8,
	"visits_part_time": 5,
	"longest_at_least": 3,
	"summary_days": 2,
	"again_days": 7,
	"feedback_days": 3,
	"remind_every_days": 3,
	"close_rounds_at": 4,
}


def seed() -> None:
	"""Make the settings, the days, the items, the activities and the wordings."""
	ensure("Field Work Settings", "Field Work Settings", SETTINGS)
	for day in DAYS:
		ensure("Entry Day", f"{day:02}", {"day_of_month": day, "is_active": 1})
	for number, (name, (group, days, by_visit, description)) in enumerate(ITEMS.items(), 1):
		values = {"item_name": name, "item_group": group, "sort_order": number * 10, "is_active": 1}
		values |= {"stale_after_days": days, "filled_by_visit": by_visit, "description": description}
		ensure("Knowledge Item", name, values)
	for number, (name, (opens, items, description)) in enumerate(ACTIVITIES.items(), 1):
		values = {"activity_name": name, "sort_order": number * 10, "is_active": 1, "opens": opens}
		values |= {"knowledge": [{"item": item} for item in items], "description": description}
		ensure("Entry Activity", name, values)
	seed_choices()


def seed_choices() -> None:
	"""Make the wordings that members tap instead of typing."""
	for kind, labels in CHOICES.items():
		for number, label in enumerate(labels, 1):
			values = {"choice_label": label, "choice_kind": kind, "sort_order": number * 10, "is_active": 1}
			ensure("Visit Choice", f"{frappe.scrub(kind)}-{number:02}", values)
