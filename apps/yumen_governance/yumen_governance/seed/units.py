"""The functional units: 31 departments linked with the centre, offices under them, and the linked systems.

The source article speaks of 31 departments and names five; the others are typical departments of a county,
marked as samples until the centre confirms them. Their handlers and contacts are the administrator's to enter.
"""

import frappe

from yumen_governance.seed import ensure

DEPARTMENT, OFFICE, SYSTEM = "Department", "Subordinate Office", "Linked System"

NAMED_DEPARTMENTS = {
	"SFJ": "司法局",
	"ZJJ": "住房和城乡建设局",
	"JTJ": "交通运输局",
	"WJJ": "卫生健康局",
	"JYJ": "教育局",
}

SAMPLE_DEPARTMENTS = {
	"GAJ": "公安局",
	"RSJ": "人力资源和社会保障局",
	"XFJ": "信访局",
	"FY": "人民法院",
	"JCY": "人民检察院",
	"NYJ": "农业农村局",
	"CGJ": "城市管理局",
	"ZFW": "党委政法委员会",
	"MZJ": "民政局",
	"YJJ": "应急管理局",
	"SJJ": "市场监督管理局",
	"ZRJ": "自然资源局",
	"HBJ": "生态环境局",
	"SWJ": "水务局",
	"WLJ": "文体广电和旅游局",
	"CZJ": "财政局",
	"FGJ": "发展和改革局",
	"YBJ": "医疗保障局",
	"TYJ": "退役军人事务局",
	"SHUIWU": "税务局",
	"XFDD": "消防救援大队",
	"RDB": "人大常委会办公室",
	"ZGH": "总工会",
	"TW": "共青团委员会",
	"FL": "妇女联合会",
	"CL": "残疾人联合会",
}

# Code: name, unit above
OFFICES = {
	"LDJC": ("劳动监察大队", "RSJ"),
	"LDZC": ("劳动人事争议仲裁院", "RSJ"),
	"TDZC": ("农村土地承包仲裁委员会", "NYJ"),
	"GZC": ("公证处", "SFJ"),
	"FYZX": ("法律援助中心", "SFJ"),
}

LINKED_SYSTEMS = {"ZHZX": "110指挥中心"}


def seed() -> None:
	"""Make the units; a name that the office has entered under another code is left to the office."""
	for code, values in units().items():
		filters = {"unit_name": values["unit_name"], "name": ["!=", code]}
		if not frappe.db.exists("Functional Unit", filters):
			ensure("Functional Unit", code, {"unit_code": code, **values})


def units() -> dict[str, dict]:
	"""Return what is seeded of each unit, by code."""
	above = {parent for _name, parent in OFFICES.values()}
	samples = {"unit_type": DEPARTMENT, "is_sample": 1}
	return {
		**{code: {"unit_name": name, "unit_type": DEPARTMENT} for code, name in NAMED_DEPARTMENTS.items()},
		**{
			code: {"unit_name": name, **samples, **({"is_group": 1} if code in above else {})}
			for code, name in SAMPLE_DEPARTMENTS.items()
		},
		**{
			code: {"unit_name": name, "unit_type": OFFICE, "parent_unit": parent}
			for code, (name, parent) in OFFICES.items()
		},
		**{code: {"unit_name": name, "unit_type": SYSTEM} for code, name in LINKED_SYSTEMS.items()},
	}
