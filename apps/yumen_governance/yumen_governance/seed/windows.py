"""The 20 windows of the hall: 18 types, of which notary and petition reception have two windows each.

Whose they are is what the source article suggests; the centre confirms it. A clerk is put at a window by the administrator.
"""

import frappe

from yumen_governance.seed import ensure

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
SHIFTS = (("8:30:00", "12:00:00"), ("14:30:00", "18:00:00"))
GENERAL = "综合受理"

# type: how many windows, code of the unit
TYPES = {
	GENERAL: (1, "ZFW"),
	"公证": (2, "GZC"),
	"法律咨询": (1, "SFJ"),
	"法律援助": (1, "FYZX"),
	"司法鉴定": (1, "SFJ"),
	"劳动监察": (1, "LDJC"),
	"劳动仲裁": (1, "LDZC"),
	"土地仲裁": (1, "TDZC"),
	"速裁立案": (1, "FY"),
	"民事立案": (1, "FY"),
	"执行立案": (1, "FY"),
	"综合维权": (1, "ZGH"),
	"人大信访": (1, "RDB"),
	"公安信访": (1, "GAJ"),
	"信访接待": (2, "XFJ"),
	"人民调解": (1, "SFJ"),
	"诉调对接": (1, "FY"),
	"检调对接": (1, "JCY"),
}


def seed() -> None:
	"""Make the types and the windows, numbered in their order."""
	for order, type_name in enumerate(TYPES, 1):
		values = {"type_name": type_name, "sort_order": order * 10, "is_active": 1}
		ensure("Service Window Type", type_name, {**values, "is_general_intake": int(type_name == GENERAL)})
	for name, values in windows().items():
		ensure("Service Window", name, values)


def windows() -> dict[str, dict]:
	"""Return what is seeded of each window, by name."""
	found = {}
	for type_name, (count, unit) in TYPES.items():
		for which in range(1, count + 1):
			number = len(found) + 1
			found[f"W{number:02}"] = {
				"window_number": number,
				"window_name": f"{type_name}窗口" if count == 1 else f"{type_name}{which}号窗口",
				"window_type": type_name,
				"unit": unit if frappe.db.exists("Functional Unit", unit) else None,
				"counter": f"大厅{number}号",
				"is_active": 1,
				"opening_hours": [
					{"weekday": day, "opens": opens, "closes": closes}
					for day in WEEKDAYS
					for opens, closes in SHIFTS
				],
			}
	return found
