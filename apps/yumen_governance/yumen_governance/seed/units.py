"""Functional units that the source article names; their handlers are the administrator's to enter."""

from yumen_governance.seed import ensure

UNITS = {
	"SFJ": "司法局",
	"ZJJ": "住房和城乡建设局",
	"JTJ": "交通运输局",
	"WJJ": "卫生健康局",
	"JYJ": "教育局",
	"GAJ": "公安局",
	"RSJ": "人力资源和社会保障局",
	"LDJC": "劳动监察大队",
	"XFJ": "信访局",
	"FY": "人民法院",
	"JCY": "人民检察院",
	"NYJ": "农业农村局",
	"CGJ": "城市管理局",
	"ZHZX": "110指挥中心",
}


def seed() -> None:
	"""Make the units, the labour inspection brigade under its bureau."""
	for code, name in UNITS.items():
		values = {"unit_name": name, "unit_code": code}
		if code == "RSJ":
			values["is_group"] = 1
		if code == "LDJC":
			values["parent_unit"] = "RSJ"
		ensure("Functional Unit", code, values)
