"""Two cases told in full, acted out by the code that the desk uses, as the people who would do it.

The hotline call about a rubbish fee, and nearly a hundred pickers whose wages were kept back. All names are invented.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

import frappe
from frappe.model.workflow import apply_workflow
from frappe.utils import now_datetime

from yumen_governance.demo.backdate import History, backdate
from yumen_governance.demo.dataset import accounts, phone
from yumen_governance.events.handling import follow_up
from yumen_governance.events.handling import unit_tasks as tasks_of_units

EVENT = "Governance Event"
LOADED = "governance_demo_stories_loaded"
COMPOUND, COMMUNITY = "620981001001001", "620981001001"
PICKERS_VILLAGE = "620981101201001"
LEAD = "劳动监察大队"
# Each assisting unit, and what came of its part
ASSISTING = {
	"信访局": "接待代表五人，登记诉求，劝导其余人员返回。",
	"公安局": "维持现场秩序，未发生冲突。",
	"人民法院": "说明起诉和先予执行的途径，备好立案材料。",
}
UNPAID = 1_086_400
EXPLAINED = (
	"已上门说明：该片散居楼房现由物业公司统一管理，按每平方米二元五角收取，原每年三十六元不再收取，缴费开具票据。"
	"来电人表示理解。"
)
PAID = "责令种植户限期支付，一百零八万六千四百元劳务费已全部发放到人，人员散去，未发生越级上访。"


class Story:
	"""One event in the making: each step is really taken now, and told as taken some minutes after the one before."""

	def __init__(self, start: datetime):
		self.history = History(EVENT, "", [start], [now_datetime()])

	def begin(self, user: str, **values) -> None:
		frappe.set_user(user)
		self.history.name = frappe.get_doc({"doctype": EVENT, **values}).insert().name

	def after(self, minutes: int, user: str, act: Callable, *args, **values) -> None:
		"""Let a person do something so many minutes after the step before."""
		self.history.times.append(self.history.times[-1] + timedelta(minutes=minutes))
		self.history.written.append(now_datetime())
		frappe.set_user(user)
		act(*args, **values)

	def walk(self, *steps: tuple[int, str, str, dict]) -> None:
		"""Take transitions one after another: minutes after the one before, who, which, with what filled in."""
		for minutes, user, action, values in steps:
			self.after(minutes, user, self.take, action, **values)

	def take(self, action: str, **values) -> None:
		"""Fill fields and take a transition."""
		if values:
			frappe.get_doc(EVENT, self.history.name).update(values).save()
		apply_workflow(frappe.as_json({"doctype": EVENT, "name": self.history.name}), action)

	def event(self):
		return frappe.get_doc(EVENT, self.history.name)

	def call(self, satisfaction: str, answers: dict[str, str]) -> None:
		"""Ask the reporter how it went."""
		rows = [{"question": question, "answer": answer} for question, answer in answers.items()]
		follow_up.reached(self.event(), satisfaction, rows, "", frappe.session.user, now_datetime())


def ensure_stories() -> None:
	"""Tell both stories once; a second call finds the mark that was set in the same transaction."""
	if frappe.db.get_default(LOADED):
		return
	user = frappe.session.user
	try:
		told = [rubbish_fee(_office_day(1)), unpaid_pickers(_office_day(12))]
	finally:
		frappe.set_user(user)
	backdate([story.history for story in told])
	frappe.db.set_default(LOADED, "1")


def _office_day(days: int) -> datetime:
	"""Return nine o'clock of the last weekday that lies at least so many days back."""
	day = now_datetime() - timedelta(days=days)
	while day.weekday() > 4:
		day -= timedelta(days=1)
	return day.replace(hour=9, minute=6, second=0, microsecond=0)


def rubbish_fee(start: datetime) -> Story:
	"""A caller asks why the rubbish fee rose; the centre sends it straight to the community, who explains it at the door."""
	clerk, dispatcher, leader = (accounts()[key] for key in ("window_clerk", "dispatcher", "grid_leader"))
	order = {"lead_grid": COMMUNITY, "dispatch_opinion": "请社区网格长一小时内上门说明收费依据。"}
	story = Story(start)
	story.begin(clerk, **_fee())
	story.walk(
		(2, clerk, "Report", {}),
		(5, dispatcher, "Accept", {}),
		(3, dispatcher, "Dispatch", order),
		(4, leader, "Sign", {}),
		(8, leader, "Start", {}),
		(36, leader, "Submit Result", {"result": EXPLAINED}),
		(15, dispatcher, "Approve Result", {}),
	)
	answers = {"工作人员是否与您联系或上门": "Yes", "反映的问题是否已经解决": "Yes"}
	story.after(50, dispatcher, story.call, "Satisfied", answers)
	story.walk((5, dispatcher, "Close", {}))
	return story


def unpaid_pickers(start: datetime) -> Story:
	"""Nearly a hundred pickers gather for their wages; four units act together until the money is paid."""
	dispatcher, lead = accounts()["dispatcher"], handler_of(LEAD)
	order = {
		"lead_unit": _unit(LEAD),
		"assisting_units": [{"unit": _unit(name)} for name in ASSISTING],
		"dispatch_opinion": "请劳动监察大队牵头，信访、公安、法院协同到场，稳定情绪，责令支付。",
	}
	story = Story(start)
	story.begin(dispatcher, **_pickers())
	story.walk(
		(3, dispatcher, "Report", {}),
		(3, dispatcher, "Accept", {}),
		(4, dispatcher, "Dispatch", order),
		(6, lead, "Sign", {}),
		(5, lead, "Start", {}),
	)
	for number, name in enumerate(ASSISTING):
		story.after(10 + number, handler_of(name), _sign, story, name)
	for name, result in ASSISTING.items():
		story.after(120, handler_of(name), _finish, story, name, result)
	story.walk(
		(1400, lead, "Submit Result", {"amount_recovered": UNPAID, "result": PAID}),
		(30, dispatcher, "Approve Result", {}),
	)
	answers = {"反映的问题是否已经解决": "Yes", "协议是否已经履行": "Yes"}
	story.after(1200, dispatcher, story.call, "Very Satisfied", answers)
	story.walk((20, dispatcher, "Close", {}))
	return story


def _fee() -> dict:
	return {
		"title": "来电询问垃圾处理费上涨",
		"description": "来电人反映以前每年交三十六元，现在通知交二百元，询问收费依据。",
		"source": "Hotline",
		"external_ticket": "ZB202600901",
		"category": _category("垃圾清运收费"),
		"grid": COMPOUND,
		"address": "运政巷金诚公司住宅楼",
		"reporter_name": "章先生",
		"reporter_phone": phone(2001),
	}


def _pickers() -> dict:
	people = ("葛满山", "柳秋实", "田禾生", "石榆钱", "安麦香")
	return {
		"title": "近百名枸杞采摘工聚集讨要劳务费",
		"description": "九十六名采摘工因种植户拖欠采摘劳务费聚集，扬言集体上访。",
		"source": "110 Transfer",
		"external_ticket": "110202600117",
		"category": _category("劳动争议"),
		"grid": PICKERS_VILLAGE,
		"address": "花海大畅河枸杞种植基地",
		"reporter_name": people[0],
		"reporter_phone": phone(2002),
		"is_group_case": 1,
		"people_count": 96,
		"representatives": [{"representative_name": name} for name in people],
		"amount_claimed": UNPAID,
		"mass_incident": 1,
		"skip_level_petition": 1,
	}


def _sign(story: Story, unit_name: str) -> None:
	tasks_of_units.sign(_task(story, unit_name), frappe.session.user, now_datetime())


def _finish(story: Story, unit_name: str, result: str) -> None:
	tasks_of_units.finish(_task(story, unit_name), result, frappe.session.user, now_datetime())


def _task(story: Story, unit_name: str):
	return frappe.get_doc("Event Task", {"event": story.history.name, "unit": _unit(unit_name), "is_live": 1})


def handler_of(unit_name: str) -> str:
	"""Return the demo account that handles for a unit."""
	users = frappe.get_all(
		"Functional Unit Handler", {"parent": _unit(unit_name)}, pluck="user", order_by="idx"
	)
	return next(user for user in users if "Department Handler" in frappe.get_roles(user))


def _unit(unit_name: str) -> str:
	return frappe.db.get_value("Functional Unit", {"unit_name": unit_name})


def _category(category_name: str) -> str:
	return frappe.db.get_value("Event Category", {"category_name": category_name})
