"""What the windows of lawyers, notaries, appraisers, inspectors, arbitrators and the court must do in time."""

from yumen_governance.seed.statutory.making import (
	DUTY,
	LONG_DUTY,
	REQUEST,
	SHORT_DUTY,
	Bound,
	Extension,
	Law,
	calendar,
	working,
)

AID = Law("法律援助法", True)
NOTARY = Law("公证法", True)
APPRAISAL = Law("司法鉴定程序通则", False)
INSPECTION = Law("劳动保障监察条例", True)
INSPECTION_RULES = Law("关于实施《劳动保障监察条例》若干规定", False)
LABOUR_RULES = Law("劳动争议调解仲裁法", False)
LAND = Law("农村土地承包经营纠纷调解仲裁法", True)
CIVIL = Law("民事诉讼法", True)
CIVIL_BY_ANALOGY = Law("民事诉讼法", False)
CONFIRMATION = Law("最高人民法院关于人民调解协议司法确认程序的若干规定", False)
COURT_MEDIATION = Law("最高人民法院关于人民法院特邀调解的规定", False)

BEFORE = {"Triage": "Starts", "Assigned": "Starts", "Handling": "Starts", "Suspended": "Runs"}
BEFORE_PAUSED = {**BEFORE, "Suspended": "Pauses"}
AFTER = {**BEFORE, "Feedback": "Starts", "Closed": "Starts"}
ACCEPTED = ("accepted_on", "refused_on")
DONE = ("completed_on",)
NOTARY_GROUND = "《公证法》第三十条：所需时间不计算在出具公证书的期限内"
NOTARY_LEFT_OUT = (
	("不可抗力", NOTARY_GROUND),
	("补充证明材料", NOTARY_GROUND),
	("核实有关情况", NOTARY_GROUND),
)
APPRAISAL_LEFT_OUT = (("补充或者重新提取鉴定材料", "《司法鉴定程序通则》第二十八条：所需时间不计入鉴定时限"),)


def _acceptance(item: str, days, law: Law, article: str, remark: str | None = None, name="受理") -> Bound:
	"""The limit within which an application is accepted or refused."""
	return Bound(
		f"{item}{name}期限",
		"Case Acceptance",
		REQUEST,
		item,
		days,
		"received_on",
		ACCEPTED,
		law,
		article,
		BEFORE,
		DUTY,
		gives_due=True,
		remark=remark,
	)


def _handling(item: str, days, since: str, law: Law, article: str, steps=LONG_DUTY, **more) -> Bound:
	"""The limit within which the result is given."""
	stages = more.pop("stages", BEFORE)
	return Bound(
		f"{item}办理期限", "Handle", REQUEST, item, days, since, DONE, law, article, stages, steps, **more
	)


INSPECTIONS = tuple(
	bound
	for item in ("劳动保障违法投诉", "拖欠工资投诉")
	for bound in (
		_acceptance(item, working(5), INSPECTION_RULES, None, name="立案"),
		_handling(
			item,
			working(60),
			"accepted_on",
			INSPECTION,
			"第十七条",
			extension=Extension(working(30), "劳动保障行政部门负责人"),
		),
	)
)
FILINGS = tuple(
	_acceptance(item, calendar(7), CIVIL, "第一百二十六条", name="立案")
	for item in ("速裁立案申请", "民事立案申请")
)

BOUNDS = (
	_acceptance("法律援助申请", calendar(7), AID, "第四十三条", name="审查决定"),
	Bound(
		"法律援助指派期限",
		"Assignment",
		REQUEST,
		"法律援助申请",
		calendar(3),
		"accepted_on",
		("assigned_on",),
		AID,
		"第四十三条",
		AFTER,
		SHORT_DUTY,
		gives_due=True,
	),
	Bound(
		"法律援助异议答复期限",
		"Objection",
		REQUEST,
		"法律援助申请",
		calendar(5),
		"objected_on",
		("objection_decided_on",),
		AID,
		"第四十九条",
		{**AFTER, "Void": "Starts"},
		SHORT_DUTY,
	),
	_handling("法律援助异议审查", calendar(5), "received_on", AID, "第四十九条", SHORT_DUTY),
	_handling(
		"公证申请",
		working(15),
		"accepted_on",
		NOTARY,
		"第三十条",
		DUTY,
		stages=BEFORE_PAUSED,
		exclusions=NOTARY_LEFT_OUT,
	),
	_acceptance("司法鉴定委托", working(7), APPRAISAL, "第十三条"),
	_handling(
		"司法鉴定委托",
		working(30),
		"accepted_on",
		APPRAISAL,
		"第二十八条",
		stages=BEFORE_PAUSED,
		extension=Extension(working(30), "司法鉴定机构负责人", notice=True),
		exclusions=APPRAISAL_LEFT_OUT,
		remark="与委托人另有约定的，从其约定",
	),
	*INSPECTIONS,
	_acceptance(
		"劳动人事争议仲裁申请",
		working(5),
		LABOUR_RULES,
		"第二十九条",
		"按《劳动人事争议仲裁办案规则》，5日指工作日",
	),
	_acceptance("农村土地承包仲裁申请", working(5), LAND, "第二十三条"),
	*FILINGS,
	_acceptance(
		"强制执行申请", calendar(7), CIVIL_BY_ANALOGY, "第一百二十六条", "执行立案参照立案期限", name="立案"
	),
	_acceptance("支付令申请", calendar(5), CIVIL, "第二百二十六条", name="受理通知"),
	_handling("支付令申请", calendar(15), "accepted_on", CIVIL, "第二百二十七条", DUTY),
	_acceptance("司法确认申请", calendar(3), CONFIRMATION, None, "法释〔2011〕5号"),
	_handling(
		"司法确认申请",
		calendar(30),
		"accepted_on",
		CIVIL,
		"第一百八十七条",
		extension=Extension(calendar(30), "本院院长"),
	),
	_handling(
		"诉前委派调解", calendar(30), "accepted_on", COURT_MEDIATION, "第二十七条", remark="法释〔2016〕14号"
	),
	Bound(
		"服务事项办理时限（按事项目录）",
		"Handle",
		REQUEST,
		None,
		working(1),
		"registered_on",
		DONE,
		None,
		None,
		BEFORE_PAUSED,
		({"after_percent": 80, "does": "Notify", "tell_handler": 1}, DUTY[-1]),
		order=200,
		more={
			"length_from": "The Category",
			"length": 0,
			"unit": None,
			"method": "Working Time",
			"max_extensions": 2,
			"extension_length": 10,
			"extension_unit": "Working Days",
		},
		remark="以服务事项上填写的时限为准，由中心规定",
	),
)
