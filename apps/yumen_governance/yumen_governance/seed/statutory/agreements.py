"""Mediation agreements: joint confirmation by the court within thirty days, the court's own limits, and performance."""

from yumen_governance.seed.statutory.making import (
	AGREEMENT,
	DUTY,
	LONG_DUTY,
	LONG_RIGHT,
	SHORT_DUTY,
	Bound,
	Extension,
	Law,
	calendar,
)

MEDIATION, CIVIL = Law("人民调解法", True), Law("民事诉讼法", True)
CONFIRMATION = Law("最高人民法院关于人民调解协议司法确认程序的若干规定", False)
IN_PERFORMANCE = {"Handling": "Starts", "Closed": "Runs"}

BOUNDS = (
	Bound(
		"司法确认申请期限",
		"Confirmation",
		AGREEMENT,
		None,
		calendar(30),
		"effective_on",
		("confirmation_filed_on",),
		MEDIATION,
		"第三十三条",
		IN_PERFORMANCE,
		LONG_RIGHT,
		remark="双方当事人共同申请；《民事诉讼法》第二百零五条同",
	),
	Bound(
		"司法确认受理期限",
		"Court Acceptance",
		AGREEMENT,
		None,
		calendar(3),
		"confirmation_filed_on",
		("confirmation_accepted_on",),
		CONFIRMATION,
		None,
		IN_PERFORMANCE,
		SHORT_DUTY,
		remark="法释〔2011〕5号",
	),
	Bound(
		"司法确认审查期限",
		"Court Confirmation",
		AGREEMENT,
		None,
		calendar(30),
		"confirmation_accepted_on",
		("confirmation_decided_on",),
		CIVIL,
		"第一百八十七条",
		IN_PERFORMANCE,
		LONG_DUTY,
		Extension(calendar(30), "本院院长"),
		remark="特别程序自立案之日起三十日内审结",
	),
	Bound(
		"调解协议履行期限",
		"Performance",
		AGREEMENT,
		None,
		calendar(0),
		"next_due_on",
		(),
		MEDIATION,
		"第三十一条",
		{"Handling": "Starts"},
		# On the day itself the agreement says what wasn't performed
		DUTY[:1],
		counts_back=True,
		gives_due=True,
		remark="以协议约定的履行日期为准；调解委员会督促履行",
	),
)
