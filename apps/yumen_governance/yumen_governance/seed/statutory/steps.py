"""What mediators, arbitrators and courts must do in time, and until when a party may go on: by method."""

from yumen_governance.seed.statutory.making import (
	DUTY,
	LONG_DUTY,
	LONG_RIGHT,
	RIGHT,
	SHORT_DUTY,
	STEP,
	YEARS_RIGHT,
	Bound,
	Days,
	Extension,
	Law,
	calendar,
	months,
	working,
)

PEOPLES, LABOUR, LAND, FAST, COURT = "人民调解", "劳动仲裁", "土地仲裁", "法院速裁", "法院诉讼"
JOINT, BY_COURT, BY_LAWYER = "联合调解", "诉讼调解", "律师调解"
BY_AGREEMENT = Extension(calendar(30), "双方当事人同意", times=2)

MEDIATION_RULES = Law("人民调解工作若干规定", False)
MEDICAL = Law("医疗纠纷预防和处理条例", False)
COURT_MEDIATION = Law("最高人民法院关于人民法院特邀调解的规定", False)
LABOUR_LAW, LABOUR_UNREAD = Law("劳动争议调解仲裁法", True), Law("劳动争议调解仲裁法", False)
LAND_LAW = Law("农村土地承包经营纠纷调解仲裁法", True)
CIVIL = Law("民事诉讼法", True)

# Filed and taken up; decided; served and what follows. A stay of the proceedings stops what the office has to do.
BEFORE = {"Assigned": "Starts", "Handling": "Starts", "Suspended": "Pauses"}
DECIDED = {"Review": "Starts", "Feedback": "Starts"}
SERVED = {"Review": "Starts", "Feedback": "Starts", "Closed": "Starts"}
ACCEPTED = ("accepted_on", "refused_on")
WORKING_BY_RULES = "按《劳动人事争议仲裁办案规则》，3日、5日、10日指工作日"
FAST_BY_COURT = "法院速裁没有单独的审限，按简易程序计算"
APPRAISAL = (("鉴定", "《医疗纠纷预防和处理条例》第三十八条：鉴定时间不计入调解期限"),)


def _mediation(title: str, method: str, days: Days, law: Law | None, article: str | None, **more) -> Bound:
	"""How long a mediation may take; the step ends by agreement or without."""
	return Bound(
		title,
		"Handle",
		STEP,
		method,
		days,
		"accepted_on",
		("ended_on",),
		law,
		article,
		BEFORE,
		more.pop("steps", LONG_DUTY),
		**more,
	)


def _duty(
	title: str, kind: str, method: str, days: Days, since: str, until: str, law, article, **more
) -> Bound:
	"""Something that an arbitration commission or a court does within some days."""
	stages, steps = more.pop("stages", BEFORE), more.pop("steps", SHORT_DUTY)
	return Bound(title, kind, STEP, method, days, since, (until,), law, article, stages, steps, **more)


def _acceptance(method: str, days: Days, law: Law, article: str, **more) -> Bound:
	return Bound(
		f"{method}受理期限",
		"Case Acceptance",
		STEP,
		method,
		days,
		"filed_on",
		ACCEPTED,
		law,
		article,
		BEFORE,
		SHORT_DUTY,
		gives_due=True,
		**more,
	)


def _papers(method: str, serve: Days, defend: Days, forward: Days, law: Law, articles: tuple, **more):
	"""Serving the application, the defence, and forwarding it."""
	rows = (
		("送达", "Serving Papers", serve, "accepted_on", "served_on", SHORT_DUTY),
		("答辩", "Defence", defend, "served_on", "defence_on", RIGHT),
		("转送答辩状", "Forwarding the Defence", forward, "defence_on", "defence_forwarded_on", SHORT_DUTY),
	)
	return tuple(
		_duty(f"{method}{what}期限", kind, method, days, since, until, law, article, steps=steps, **more)
		for (what, kind, days, since, until, steps), article in zip(rows, articles, strict=True)
	)


def _adjudication(title: str, method: str, days: Days, law: Law, article: str, extension: Extension, **more):
	return _duty(
		title,
		"Adjudication",
		method,
		days,
		"accepted_on",
		"decided_on",
		law,
		article,
		steps=LONG_DUTY,
		extension=extension,
		gives_due=True,
		**more,
	)


def _hearing_notice(method: str, law: Law, article: str, **more) -> Bound:
	return _duty(
		f"{method}开庭通知期限",
		"Hearing Notice",
		method,
		working(5),
		"hearing_on",
		"hearing_notice_on",
		law,
		article,
		counts_back=True,
		**more,
	)


def _right(
	title: str, kind: str, method: str, days: Days, until: tuple, law: Law, article: str, **more
) -> Bound:
	"""What a party may do after the decision was served; without it the right is gone."""
	steps = more.pop("steps", RIGHT)
	return Bound(
		title, kind, STEP, method, days, "decision_served_on", until, law, article, SERVED, steps, **more
	)


def _enforcement(method: str) -> tuple[Bound, ...]:
	return (_to_enforce(method), _enforced(method))


def _to_enforce(method: str) -> Bound:
	return Bound(
		f"{method}申请执行期限",
		"To Enforce",
		STEP,
		method,
		months(24),
		"in_effect_on",
		("enforcement_applied_on",),
		CIVIL,
		"第二百五十条",
		SERVED,
		YEARS_RIGHT,
		remark="自法律文书规定的履行期间最后一日起算；此处自生效日起算，履行期间另定的请更正生效日期",
	)


def _enforced(method: str) -> Bound:
	return Bound(
		f"{method}执行期限",
		"Enforcement",
		STEP,
		method,
		months(6),
		"enforcement_applied_on",
		(),
		CIVIL,
		"第二百三十七条",
		{"Feedback": "Starts"},
		DUTY,
		remark="逾期未执行的，申请执行人可以向上一级人民法院申请执行",
	)


MEDIATIONS = (
	_mediation(
		"人民调解期限",
		PEOPLES,
		calendar(30),
		MEDIATION_RULES,
		"第三十三条",
		extension=BY_AGREEMENT,
		remark="《人民调解法》没有规定期限；一般在一个月内调结",
	),
	_mediation(
		"医疗纠纷调解期限",
		PEOPLES,
		working(30),
		MEDICAL,
		"第三十八条",
		only_if=("dispute_type", "医疗纠纷"),
		exclusions=APPRAISAL,
		extension=Extension(working(30), "双方当事人和医疗纠纷调解委员会约定", times=2),
	),
	*(
		_mediation(
			f"{kind}调解期限",
			PEOPLES,
			calendar(15),
			LABOUR_UNREAD,
			"第十四条",
			only_if=("dispute_type", kind),
			steps=DUTY,
		)
		for kind in ("拖欠农民工工资纠纷", "其他劳动争议")
	),
	_mediation("联合调解期限", JOINT, calendar(30), MEDIATION_RULES, "第三十三条", extension=BY_AGREEMENT),
	_mediation(
		"律师调解期限", BY_LAWYER, calendar(30), None, None, extension=BY_AGREEMENT, remark="由中心规定"
	),
	_mediation(
		"诉前委派调解期限", BY_COURT, calendar(30), COURT_MEDIATION, "第二十七条", remark="法释〔2016〕14号"
	),
	_mediation(
		"委托调解期限（普通程序）",
		BY_COURT,
		calendar(15),
		COURT_MEDIATION,
		"第二十七条",
		only_if=("procedure", "Ordinary Procedure"),
		steps=DUTY,
	),
	_mediation(
		"委托调解期限（简易程序）",
		BY_COURT,
		calendar(7),
		COURT_MEDIATION,
		"第二十七条",
		only_if=("procedure", "Summary Procedure"),
		steps=DUTY,
	),
)
LABOUR_ARBITRATION = (
	_acceptance(LABOUR, working(5), LABOUR_UNREAD, "第二十九条", remark=WORKING_BY_RULES),
	*_papers(
		LABOUR, working(5), working(10), working(5), LABOUR_UNREAD, ("第三十条",) * 3, remark=WORKING_BY_RULES
	),
	_hearing_notice(LABOUR, LABOUR_UNREAD, "第三十五条", remark=WORKING_BY_RULES),
	_adjudication(
		"劳动仲裁裁决期限",
		LABOUR,
		calendar(45),
		LABOUR_LAW,
		"第四十三条",
		Extension(calendar(15), "劳动争议仲裁委员会主任", notice=True),
	),
	_right(
		"劳动仲裁起诉期限",
		"To Sue",
		LABOUR,
		calendar(15),
		("sued_on",),
		LABOUR_UNREAD,
		"第四十八条、第五十条",
	),
	_right(
		"终局裁决申请撤销期限",
		"To Set Aside",
		LABOUR,
		calendar(30),
		(),
		LABOUR_UNREAD,
		"第四十九条",
		steps=LONG_RIGHT,
		only_if=("is_final_award", None),
		remark="用人单位向仲裁委员会所在地的中级人民法院申请",
	),
	*_enforcement(LABOUR),
)
LAND_ARBITRATION = (
	_acceptance(LAND, working(5), LAND_LAW, "第二十三条"),
	*_papers(
		LAND, working(5), calendar(10), working(5), LAND_LAW, ("第二十四条", "第二十五条", "第二十五条")
	),
	_duty(
		"土地仲裁组庭通知期限",
		"Panel Notice",
		LAND,
		working(2),
		"panel_formed_on",
		"panel_told_on",
		LAND_LAW,
		"第二十七条",
	),
	_hearing_notice(LAND, LAND_LAW, "第三十条、第三十一条"),
	_adjudication(
		"土地仲裁裁决期限",
		LAND,
		calendar(60),
		LAND_LAW,
		"第四十七条",
		Extension(calendar(30), "农村土地承包仲裁委员会主任", notice=True),
	),
	_duty(
		"土地仲裁裁决书送达期限",
		"Serving the Decision",
		LAND,
		working(3),
		"decided_on",
		"decision_served_on",
		LAND_LAW,
		"第四十五条",
		stages=DECIDED,
		gives_due=True,
	),
	_right(
		"土地仲裁起诉期限",
		"To Sue",
		LAND,
		calendar(30),
		("sued_on",),
		LAND_LAW,
		"第四十八条",
		steps=LONG_RIGHT,
	),
	*_enforcement(LAND),
)


# In court: days, article and extension of each procedure
BY_PROCEDURE = {
	"Ordinary Procedure": ("普通程序", months(6), "第一百五十二条", months(6)),
	"Summary Procedure": ("简易程序", months(3), "第一百六十四条", months(1)),
	"Small Claims Procedure": ("小额诉讼程序", months(2), "第一百六十八条", months(1)),
}
SMALL_CLAIMS = ("procedure", "Small Claims Procedure")


def _court(method: str, usual: tuple, remark: str | None) -> tuple[Bound, ...]:
	"""What holds in court: filing, papers, the time for a judgment by the procedure, appeal, enforcement.

	:param usual: while no procedure is said: days, article, extension
	"""
	days, article, extension = usual
	return (
		_acceptance(method, calendar(7), CIVIL, "第一百二十六条"),
		*_papers(method, calendar(5), calendar(15), calendar(5), CIVIL, ("第一百二十八条",) * 3),
		_adjudication(
			f"{method}审限", method, days, CIVIL, article, Extension(extension, "本院院长"), remark=remark
		),
		*(
			_adjudication(
				f"{method}审限（{label}）",
				method,
				length,
				CIVIL,
				place,
				Extension(more, "本院院长"),
				only_if=("procedure", procedure),
			)
			for procedure, (label, length, place, more) in BY_PROCEDURE.items()
		),
		*_appeals(method),
		*_enforcement(method),
	)


def _appeals(method: str) -> tuple[Bound, ...]:
	"""Against judgments and rulings; there is none in small claims."""
	return tuple(
		_right(
			f"{method}上诉期限（{label}）",
			"To Appeal",
			method,
			calendar(length),
			("appealed_on",),
			CIVIL,
			"第一百七十一条",
			only_if=("document_kind", kind),
			unless=SMALL_CLAIMS,
		)
		for kind, label, length in (("Judgment", "判决", 15), ("Ruling", "裁定", 10))
	)


BOUNDS = (
	*MEDIATIONS,
	*LABOUR_ARBITRATION,
	*LAND_ARBITRATION,
	*_court(FAST, (months(3), "第一百六十四条", months(1)), FAST_BY_COURT),
	*_court(COURT, (months(6), "第一百五十二条", months(6)), None),
)
