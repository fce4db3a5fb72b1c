"""Sample Routing Rules: proposals only, which an office checks, changes and switches on."""

import frappe

from yumen_governance.seed import ensure

# name: order, conditions, lead (unit code or grid level), assisting units, switched on
RULES = {
	"sample-labour": (
		"劳动争议由人社局牵头",
		10,
		{"category": "0104"},
		{"lead_unit": "RSJ"},
		("XFJ", "SFJ"),
		1,
	),
	"sample-gas": (
		"燃气、供暖险情由住建局牵头",
		20,
		{"keywords": "燃气泄漏\n煤气\n暖气爆管"},
		{"lead_unit": "ZJJ"},
		("YJJ", "XFDD"),
		1,
	),
	"sample-traffic": (
		"道路交通安全由交通局牵头",
		30,
		{"category": "0304"},
		{"lead_unit": "JTJ"},
		("GAJ",),
		1,
	),
	"sample-city": (
		"智慧城管转来的由城管局牵头",
		40,
		{"source": "Urban Management"},
		{"lead_unit": "CGJ"},
		(),
		1,
	),
	"sample-neighbours": (
		"邻里纠纷由村（社区）先行调处",
		50,
		{"category": "0101"},
		{"grid_level": "Level 2"},
		(),
		1,
	),
	"sample-environment": (
		"环境卫生由所在村（社区）处置",
		60,
		{"category": "04"},
		{"grid_level": "Level 2"},
		(),
		0,
	),
}
OPINION = "请牵头办理，按时限反馈结果。"


def seed() -> None:
	"""Make the sample rules whose category and units the office has kept."""
	for name, (title, order, conditions, lead, assisting, is_active) in RULES.items():
		units = [*filter(None, [lead.get("lead_unit")]), *assisting]
		if not _are_there("Functional Unit", units):
			continue
		if not _are_there("Event Category", filter(None, [conditions.get("category")])):
			continue
		values = {
			"rule_name": title,
			"sort_order": order,
			"is_active": is_active,
			"is_sample": 1,
			"dispatches_at_once": 0,
			"opinion": OPINION,
			"assisting_units": [{"unit": unit} for unit in assisting],
		}
		ensure("Routing Rule", name, {**values, **conditions, **lead})


def _are_there(doctype: str, names) -> bool:
	return all(frappe.db.get_value(doctype, name, "is_active") for name in names)
