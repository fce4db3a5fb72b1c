"""Kinds of disputes and where they come from.

The kinds are the classes by which the Ministry of Justice counts mediated disputes, and that of the water disputes, for
which the city has a committee; the sources are those of the same forms.
"""

import frappe

from yumen_governance.seed import ensure
from yumen_governance.seed.time_limits import rule_values
from yumen_governance.time_limits.clocks.rules import EMERGENCY

# Kind: the category of events that become such disputes
TYPES = {
	"婚姻家庭纠纷": "婚姻家庭纠纷",
	"邻里纠纷": "邻里纠纷",
	"房屋宅基地纠纷": "",
	"合同纠纷": "债务纠纷",
	"生产经营纠纷": "",
	"损害赔偿纠纷": "",
	"山林土地纠纷": "土地纠纷",
	"征地拆迁纠纷": "征地拆迁纠纷",
	"环境污染纠纷": "",
	"拖欠农民工工资纠纷": "劳动争议",
	"其他劳动争议": "",
	"旅游纠纷": "",
	"电子商务纠纷": "",
	"其他消费纠纷": "消费纠纷",
	"医疗纠纷": "医疗纠纷",
	"道路交通事故纠纷": "",
	"物业纠纷": "物业纠纷",
	"水事纠纷": "",
	"其他纠纷": "其他纠纷",
}
# Source: whether a party applied, whether a notice of the court must be told
SOURCES = {
	"当事人申请": (1, 0),
	"主动调解": (0, 0),
	"法院移送": (0, 1),
	"检察院移送": (0, 0),
	"公安移送": (0, 0),
	"信访移送": (0, 0),
	"其他部门移送": (0, 0),
}


def seed() -> None:
	"""Make the kinds of disputes and the sources of cases."""
	categories = dict(
		frappe.get_all(
			"Event Category",
			{"parent_event_category": ["is", "set"]},
			["category_name", "name"],
			as_list=True,
		)
	)
	for number, (name, category) in enumerate(TYPES.items(), 1):
		values = {"type_name": name, "sort_order": number * 10, "is_active": 1}
		ensure("Dispute Type", name, {**values, "event_category": categories.get(category)})
	for number, (name, (by_application, needs_notice)) in enumerate(SOURCES.items(), 1):
		values = {"source_name": name, "sort_order": number * 10, "is_active": 1}
		ensure(
			"Case Source",
			name,
			{**values, "by_application": by_application, "needs_court_notice": needs_notice},
		)


EMERGENCY_STAGES = {"Triage": "Starts", "Assigned": "Starts", "Handling": "Starts", "Suspended": "Pauses"}
EMERGENCY_LADDER = (
	{"after_percent": 50, "does": "Notify", "tell_handler": 1, "tell_centre": 1},
	{"after_percent": 100, "does": "Notify", "tell_handler": 1, "tell_centre": 1},
)


def seed_limits() -> None:
	"""Make the time limit of a case with a risk of violence, self-harm, a mass incident or a petition past the county."""
	title = "纠纷应急处置时限"
	particular = {
		"only_if_set": "is_emergency",
		"ends_when_set": "emergency_handled_on",
		"once": 1,
		"applies_to": "Dispute Case",
		"legal_basis": "《人民调解法》第二十五条：可能引发治安案件、刑事案件的，及时报告公安机关；具体时限由中心规定",
	}
	values = rule_values(title, EMERGENCY, None, 2, "Hours", EMERGENCY_STAGES, EMERGENCY_LADDER, particular)
	ensure("Time Limit Rule", title, values)
