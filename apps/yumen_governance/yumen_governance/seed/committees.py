"""The eight mediation committees of the centre and its three studios of chief mediators.

The source article names the committees; the joint one is counted among them, the only reading that gives eight. It
doesn't name the studios. Members are the administrator's to enter; a committee is put in use by then.
"""

import frappe

from yumen_governance.seed import ensure

# name: committee, short name in dossier numbers, the dispute types that it takes
COMMITTEES = {
	"MC-01": ("联合人民调解委员会", "联", ()),
	"MC-02": ("劳动人事纠纷人民调解委员会", "劳", ("拖欠农民工工资纠纷", "其他劳动争议")),
	"MC-03": ("医患纠纷人民调解委员会", "医", ("医疗纠纷",)),
	"MC-04": ("农村土地纠纷人民调解委员会", "土", ("山林土地纠纷", "征地拆迁纠纷")),
	"MC-05": ("水事纠纷人民调解委员会", "水", ("水事纠纷",)),
	"MC-06": ("物业纠纷人民调解委员会", "物", ("物业纠纷",)),
	"MC-07": ("道路交通事故纠纷人民调解委员会", "交", ("道路交通事故纠纷",)),
	"MC-08": ("婚姻家庭纠纷人民调解委员会", "婚", ("婚姻家庭纠纷",)),
}
JOINT = "MC-01"
STUDIOS = {"CS-01": "第一首席调解员工作室", "CS-02": "第二首席调解员工作室", "CS-03": "第三首席调解员工作室"}


def seed() -> None:
	"""Make the committees, not in use yet, and the studios."""
	for name, (title, short_name, types) in COMMITTEES.items():
		known = [{"dispute_type": each} for each in types if frappe.db.exists("Dispute Type", each)]
		values = {"committee_name": title, "short_name": short_name, "is_general": int(name == JOINT)}
		ensure("Mediation Committee", name, {**values, "dispute_types": known})
	for name, title in STUDIOS.items():
		ensure("Chief Mediator Studio", name, {"studio_name": title, "is_active": 1})
