"""Petitions: 信访工作条例 of 2022. Articles 34 and 35 were read as quoted; the rest is to be checked."""

from yumen_governance.seed.statutory.making import (
	DUTY,
	LONG_DUTY,
	LONG_RIGHT,
	REQUEST,
	Bound,
	Extension,
	Law,
	calendar,
	working,
)

READ, UNREAD = Law("信访工作条例", True), Law("信访工作条例", False)
PETITION, REEXAMINATION, REVIEW = "信访事项", "信访复查申请", "信访复核申请"
AT_WORK = {"Triage": "Starts", "Assigned": "Starts", "Handling": "Starts", "Suspended": "Runs"}
ANSWERED = {**AT_WORK, "Feedback": "Starts", "Closed": "Starts"}
HEARING = (("听证", "《信访工作条例》第三十六条：听证所需时间不计算在复核期限内"),)
ONE_MONTH_MORE = Extension(calendar(30), "本机关、单位负责人", notice=True)


def _taken_in(item: str) -> tuple[Bound, ...]:
	"""Registering a petition, and telling whether it is accepted."""
	return (
		Bound(
			f"{item}登记转送期限",
			"Registration",
			REQUEST,
			item,
			calendar(15),
			"received_on",
			("accepted_on", "transferred_on"),
			UNREAD,
			"第二十二条",
			AT_WORK,
			DUTY,
		),
		Bound(
			f"{item}受理告知期限",
			"Case Acceptance",
			REQUEST,
			item,
			calendar(15),
			"received_on",
			("accepted_on", "refused_on"),
			UNREAD,
			"第二十三条",
			AT_WORK,
			DUTY,
			gives_due=True,
		),
	)


def _handled(item: str) -> tuple[Bound, ...]:
	"""Objecting to a petition that was passed on, and settling it."""
	return (
		Bound(
			f"{item}异议退回期限",
			"Objection",
			REQUEST,
			item,
			working(5),
			"transferred_on",
			("accepted_on", "refused_on"),
			UNREAD,
			"第二十三条",
			{"Assigned": "Starts"},
			DUTY,
		),
		Bound(
			f"{item}办结期限",
			"Handle",
			REQUEST,
			item,
			calendar(60),
			"accepted_on",
			("completed_on",),
			READ,
			"第三十四条",
			AT_WORK,
			LONG_DUTY,
			ONE_MONTH_MORE,
		),
	)


def _asking(item: str, kind: str, since: str, until: str, law: Law, article: str) -> Bound:
	title = f"{item}：{'请求复查' if kind == 'To Ask for Re-examination' else '请求复核'}期限"
	return Bound(
		title, kind, REQUEST, item, calendar(30), since, (until,), law, article, ANSWERED, LONG_RIGHT
	)


BOUNDS = (
	*(
		bound
		for item in (PETITION, "人大信访事项", "公安信访事项")
		for bound in (*_taken_in(item), *_handled(item))
	),
	_asking(
		PETITION,
		"To Ask for Re-examination",
		"reply_served_on",
		"reexamination_asked_on",
		READ,
		"第三十五条",
	),
	Bound(
		"信访事项复查期限",
		"Re-examination",
		REQUEST,
		PETITION,
		calendar(30),
		"reexamination_asked_on",
		("reexamined_on",),
		READ,
		"第三十五条",
		ANSWERED,
		LONG_DUTY,
	),
	_asking(PETITION, "To Ask for Review", "reexamined_on", "review_asked_on", UNREAD, "第三十六条"),
	Bound(
		"信访事项复核期限",
		"Petition Review",
		REQUEST,
		PETITION,
		calendar(30),
		"review_asked_on",
		("reviewed_on",),
		UNREAD,
		"第三十六条",
		ANSWERED,
		LONG_DUTY,
		exclusions=HEARING,
	),
	Bound(
		"信访复查申请办理期限",
		"Handle",
		REQUEST,
		REEXAMINATION,
		calendar(30),
		"received_on",
		("completed_on",),
		READ,
		"第三十五条",
		AT_WORK,
		LONG_DUTY,
	),
	_asking(REEXAMINATION, "To Ask for Review", "reply_served_on", "review_asked_on", UNREAD, "第三十六条"),
	Bound(
		"信访复核申请办理期限",
		"Handle",
		REQUEST,
		REVIEW,
		calendar(30),
		"received_on",
		("completed_on",),
		UNREAD,
		"第三十六条",
		AT_WORK,
		LONG_DUTY,
		exclusions=HEARING,
		remark="复核意见作出后，信访人仍以同一事实和理由提出信访请求的，不再受理",
	),
)
