"""The twelve methods of 四诊四调三裁一诉 as records: who answers for each, when it may be used, what may follow.

Their names are those of the source article; no code knows one of them. A place with another list changes the records. What
a rule rests on stands in its message; what wasn't read in the text of the law is marked 待核 for the legal office.
"""

import frappe

from yumen_governance.seed import ensure

DOCTYPE = "Resolution Method"
CONSULTATION, MEDIATION, ARBITRATION, LITIGATION = "Consultation", "Mediation", "Arbitration", "Litigation"
REFUSES, COURT, FIRST = "A Party Refuses Mediation", "The Court Has It", "Another Method Comes First"
AWARD, AGREEMENT, VIOLENCE = "An Award Was Made", "An Agreement Is in Force", "Domestic Violence"
BLOCKS, WARNS = "Blocks", "Warns"

LABOUR = ("拖欠农民工工资纠纷", "其他劳动争议")
LAND = ("山林土地纠纷",)
LABOUR_LAW = "《劳动争议调解仲裁法》"
LAND_LAW = "《农村土地承包经营纠纷调解仲裁法》"

VOLUNTARY = (REFUSES, BLOCKS, "当事人一方明确拒绝调解的，不得调解（人民调解法第17条）")
BEFORE_COURT = (COURT, BLOCKS, "人民法院已经受理，请用诉讼调解（人民调解工作若干规定第22条，待核）")
SAFETY = (VIOLENCE, WARNS, "涉家庭暴力：先评估人身安全，告知可申请人身安全保护令（反家庭暴力法，待核）")
AGREED = (AGREEMENT, WARNS, "已达成调解协议：就协议发生争议的，可以起诉（人民调解法第32条）")
TO_CONFIRM = (
	AGREEMENT,
	WARNS,
	"已达成调解协议：三十日内可共同申请司法确认，就协议发生争议的可以起诉（人民调解法第32、33条）",
)
LABOUR_FIRST = tuple(
	(
		FIRST,
		WARNS,
		"劳动争议先经仲裁，对裁决不服的才起诉（劳动争议调解仲裁法第5、50条；凭欠条追索工资的除外，待核）",
		"劳动仲裁",
		kind,
	)
	for kind in LABOUR
)
AFTER_AWARD = (AWARD, WARNS, "已有仲裁裁决：自收到裁决书起，劳动争议十五日内、土地承包纠纷三十日内起诉")
AFTER_MEDIATION = ("联合调解", "律师调解", "劳动仲裁", "土地仲裁", "法院速裁", "法院诉讼")
AFTER_CONSULTATION = ("人民调解", "联合调解", "劳动仲裁", "土地仲裁", "法院诉讼")
PAPERS = (("身份证明", 1), ("证据材料", 0), ("授权委托书", 0))
CIVIL_LIMITATION = {
	"limitation_months": 36,
	"limitation_basis": "《民法典》第188条，普通诉讼时效三年",
	"limitation_to_be_checked": 1,
}
COURT_BASIS = "《民事诉讼法》第126条（立案）、第128条（送达答辩）、第152条（审限）、第171条（上诉）"

# Method: group, form, unit, type of window, further fields, only for types, preconditions, what may follow, documents
METHODS = {
	"个案会诊": (
		"四诊",
		CONSULTATION,
		"ZFW",
		"综合受理",
		{"consultation_type": "Individual", "summary": "请专家或责任单位就一个案件会商，给出意见和下一步。"},
		(),
		(),
		AFTER_CONSULTATION,
		(),
	),
	"现场会诊": (
		"四诊",
		CONSULTATION,
		"ZFW",
		"综合受理",
		{"consultation_type": "On-site", "summary": "到事发地查看情况，当场听取各方意见。"},
		(),
		(),
		AFTER_CONSULTATION,
		(),
	),
	"集中会诊": (
		"四诊",
		CONSULTATION,
		"ZFW",
		"综合受理",
		{"consultation_type": "Centralised", "summary": "一次会议研究多个案件，逐案给出意见。"},
		(),
		(),
		AFTER_CONSULTATION,
		(),
	),
	"联合会诊": (
		"四诊",
		CONSULTATION,
		"ZFW",
		"综合受理",
		{"consultation_type": "Joint", "summary": "多个部门同时到场，研究一个跨部门的案件。"},
		(),
		(),
		("联合调解", *AFTER_CONSULTATION),
		(),
	),
	"人民调解": (
		"四调",
		MEDIATION,
		"SFJ",
		"人民调解",
		{
			"by_committee": 1,
			"summary": "人民调解委员会免费调解，协议可共同申请司法确认。",
			"procedure_basis": "《人民调解法》",
		},
		(),
		(VOLUNTARY, BEFORE_COURT, SAFETY, AGREED),
		AFTER_MEDIATION,
		(("人民调解申请书或受理登记表", 1), *PAPERS),
	),
	"诉讼调解": (
		"四调",
		MEDIATION,
		"FY",
		"诉调对接",
		{"summary": "法院立案前委派或者立案后委托、主持调解。", "procedure_basis": "《民事诉讼法》第125条"},
		(),
		((REFUSES, BLOCKS, "当事人拒绝调解的，不适用先行调解（民事诉讼法第125条）"), SAFETY),
		("法院速裁", "法院诉讼"),
		(("起诉状", 1), *PAPERS),
	),
	"律师调解": (
		"四调",
		MEDIATION,
		"SFJ",
		"法律咨询",
		{
			"summary": "由律师作为中立第三方主持调解。",
			"procedure_basis": "关于开展律师调解试点工作的意见（待核）",
		},
		(),
		((REFUSES, BLOCKS, "律师调解须双方自愿（关于开展律师调解试点工作的意见，待核）"), SAFETY, AGREED),
		("劳动仲裁", "土地仲裁", "法院速裁", "法院诉讼"),
		PAPERS,
	),
	"联合调解": (
		"四调",
		MEDIATION,
		"ZFW",
		"综合受理",
		{
			"by_committee": 1,
			"committee": "MC-01",
			"summary": "多个部门和调解组织共同调解跨行业、跨部门的纠纷。",
			"procedure_basis": "《人民调解法》",
		},
		(),
		(VOLUNTARY, BEFORE_COURT, SAFETY, AGREED),
		("劳动仲裁", "土地仲裁", "法院速裁", "法院诉讼"),
		PAPERS,
	),
	"劳动仲裁": (
		"三裁",
		ARBITRATION,
		"LDZC",
		"劳动仲裁",
		{
			"summary": "劳动人事争议仲裁，不收费，是起诉前的必经程序。",
			"procedure_basis": f"{LABOUR_LAW}第29条（受理）、第35条（开庭通知）、第43条（裁决）、第50条（起诉）",
			"limitation_months": 12,
			"limitation_basis": f"{LABOUR_LAW}第27条；劳动关系存续期间拖欠劳动报酬的不受此限，终止之日起一年内提出",
			"hearing_notice_days": 5,
			"hearing_notice_basis": f"{LABOUR_LAW}第35条；《劳动人事争议仲裁办案规则》以工作日计，待核",
		},
		LABOUR,
		(
			(COURT, BLOCKS, "人民法院已经受理（待核）"),
			(AWARD, BLOCKS, "已有裁决：不服的，自收到裁决书之日起十五日内起诉（劳动争议调解仲裁法第50条）"),
			AGREED,
		),
		("法院诉讼", "法院速裁"),
		(("劳动仲裁申请书", 1), ("劳动关系证明", 1), *PAPERS),
	),
	"土地仲裁": (
		"三裁",
		ARBITRATION,
		"TDZC",
		"土地仲裁",
		{
			"summary": "农村土地承包经营纠纷仲裁，不收费；征地补偿不在范围内。",
			"procedure_basis": f"{LAND_LAW}第23条（受理）、第27条（仲裁庭）、第45条（送达）、第47条（裁决）、第48条（起诉）",
			"limitation_months": 24,
			"limitation_basis": f"{LAND_LAW}第18条",
			"hearing_notice_days": 5,
			"hearing_notice_basis": f"{LAND_LAW}第31条",
		},
		LAND,
		(
			(COURT, BLOCKS, "人民法院已经受理（待核）"),
			(
				AWARD,
				BLOCKS,
				"已有裁决：不服的，自收到裁决书之日起三十日内起诉（农村土地承包经营纠纷调解仲裁法第48条）",
			),
			AGREED,
		),
		("法院诉讼", "法院速裁"),
		(("仲裁申请书", 1), ("土地承包合同或权属证明", 1), *PAPERS),
	),
	"法院速裁": (
		"三裁",
		LITIGATION,
		"FY",
		"速裁立案",
		{
			"summary": "事实清楚、标的较小的案件，由法院适用小额或者简易程序快速审理。",
			"procedure_basis": f"{COURT_BASIS}、第164、168条",
			**CIVIL_LIMITATION,
		},
		(),
		(*LABOUR_FIRST, AFTER_AWARD, TO_CONFIRM),
		("法院诉讼",),
		(("起诉状", 1), *PAPERS),
	),
	"法院诉讼": (
		"一诉",
		LITIGATION,
		"FY",
		"民事立案",
		{
			"summary": "向人民法院起诉；任何时候都可以选择。",
			"procedure_basis": COURT_BASIS,
			**CIVIL_LIMITATION,
		},
		(),
		(*LABOUR_FIRST, AFTER_AWARD, TO_CONFIRM),
		(),
		(("起诉状", 1), *PAPERS),
	),
}


def seed() -> None:
	"""Make the methods, then let each know what comes before and after it."""
	for number, name in enumerate(METHODS, 1):
		if not frappe.db.exists("Seeded Record", {"reference_doctype": DOCTYPE, "reference_name": name}):
			_plant_bare(name, number)
	linked = (DOCTYPE, "Functional Unit", "Dispute Type", "Mediation Committee")
	known = {doctype: set(frappe.get_all(doctype, pluck="name")) for doctype in linked}
	windows = _windows()
	for number, name in enumerate(METHODS, 1):
		ensure(DOCTYPE, name, _values(name, number, known, windows))


def _plant_bare(name: str, number: int) -> None:
	"""Make a method that others may name before it knows of them itself."""
	if not frappe.db.exists(DOCTYPE, name):
		ensure(DOCTYPE, name, _own(name, number))


def _own(name: str, number: int) -> dict:
	group, form, _unit, _window, fields, *_tables = METHODS[name]
	plain = {key: value for key, value in fields.items() if key != "committee"}
	return {
		"method_name": name,
		"group_label": group,
		"form": form,
		"sequence": number * 10,
		"is_active": 1,
		**plain,
	}


def _values(name: str, number: int, known: dict[str, set], windows: dict[str, str]) -> dict:
	_group, _form, unit, window, fields, types, conditions, followers, documents = METHODS[name]
	committee = fields.get("committee")
	return {
		**_own(name, number),
		"unit": unit if unit in known["Functional Unit"] else None,
		"committee": committee if committee in known["Mediation Committee"] else None,
		"service_window": windows.get(window),
		"dispute_types": [{"dispute_type": each} for each in types if each in known["Dispute Type"]],
		"conditions": [_condition(*row) for row in conditions if _is_known(row, known)],
		"may_follow": [{"method": each} for each in dict.fromkeys(followers) if each in known[DOCTYPE]],
		"documents": [{"document_name": title, "is_required": needed} for title, needed in documents],
	}


def _is_known(row: tuple, known: dict[str, set]) -> bool:
	"""Whether the method and the type that a precondition names, if any, are there."""
	_check, _effect, _message, method, dispute_type = (*row, None, None)[:5]
	return (not method or method in known[DOCTYPE]) and (
		not dispute_type or dispute_type in known["Dispute Type"]
	)


def _condition(check: str, effect: str, message: str, method: str = "", dispute_type: str = "") -> dict:
	return {
		"check": check,
		"effect": effect,
		"message": message,
		"method": method or None,
		"dispute_type": dispute_type or None,
	}


def _windows() -> dict[str, str]:
	"""The first window of each type."""
	rows = frappe.get_all("Service Window", fields=["window_type", "name"], order_by="name desc")
	return {row.window_type: row.name for row in rows}
