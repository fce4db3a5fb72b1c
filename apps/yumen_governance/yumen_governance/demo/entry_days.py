"""Entry days of the demo city: the last one with visits in all states, summed up in one grid, and the plans of the next."""

from datetime import date, datetime, time, timedelta

import frappe
from frappe.utils import getdate, now_datetime

from yumen_governance.demo.dataset import mail_of
from yumen_governance.field_work.entry_days import planning
from yumen_governance.field_work.entry_days.settings import is_entry_day
from yumen_governance.field_work.knowledge import filling
from yumen_governance.field_work.visits.states import VISIT
from yumen_governance.permissions import scope

LOADED = "governance_demo_entry_days_loaded"
MEMBER, LEADER = "grid_member", "grid_leader"
SEEN = {"met": "Head of Household", "knowledge": [{"item": "知户情"}, {"item": "基础信息"}]}
# What each household of the member's plan told; the last one was only planned
VISITS = (
	{
		**SEEN,
		"purpose": "了解家庭情况，核对人口信息",
		"findings": "一家三口，户主在本地务工，信息已核对。",
		"feedback": "已告知医保缴费时间，本人表示知晓。",
	},
	{
		**SEEN,
		"purpose": "看望老人，了解困难和需求",
		"findings": "老人独自居住，行动不便，日常买药困难。",
		"needs_help": 1,
		"help_wanted": "希望有人定期代为取药。",
	},
	{
		**SEEN,
		"met": "Member of Household",
		"purpose": "排查安全隐患，宣传冬季用气安全",
		"findings": "厨房燃气软管老化，楼道堆放纸箱。",
		"feedback": "已联系燃气公司更换软管，纸箱当场清理。",
		"knowledge": [{"item": "问题隐患", "note": "燃气软管老化，已处理"}],
	},
	{"met": "Nobody at Home", "purpose": "核对出租房屋信息"},
	{
		**SEEN,
		"purpose": "回访垃圾清运问题",
		"findings": "清运已恢复正常，住户满意。",
		"needs_help": 1,
		"help_wanted": "楼前路灯不亮，希望尽快修好。",
	},
	{"purpose": "了解就业情况"},
)
FOUND = {
	"入户走访": "走访5户，1户家中无人。",
	"信息采集": "",
	"矛盾纠纷调处": "两户因楼道堆物有口角，已当场劝解。",
	"环境卫生整治": "3号楼后有建筑垃圾，需协调清运。",
	"重点区域巡查": "",
}
DECIDED = {
	"入户走访": "Settled on the Spot",
	"矛盾纠纷调处": "To Watch",
	"环境卫生整治": "Handed On",
}


def ensure_entry_days() -> None:
	"""Make the plans, the visits and the summary once; a second call finds the mark of the same transaction."""
	if frappe.db.get_default(LOADED):
		return
	today = getdate()
	last = _nearest(today, -1)
	filling.keep_rows()
	for day in (last, _nearest(today + timedelta(days=1), 1)):
		planning.make(day, planning.missing(day))
	frappe.db.delete(
		"Outgoing Notice", {"event_type": "Entry Day Plan", "reference_name": ["like", f"{last:%Y%m%d}-%"]}
	)
	user = frappe.session.user
	try:
		_speak_as(MEMBER)
		plan = _go_round(last)
		_speak_as(LEADER)
		if plan:
			_lead(plan, last)
	finally:
		frappe.set_user(user)
		scope.forget()
	frappe.db.set_default(LOADED, "1")


def _nearest(day: date, step: int) -> date:
	while not is_entry_day(day):
		day += timedelta(days=step)
	return day


def _speak_as(key: str) -> None:
	frappe.set_user(mail_of(key))
	scope.forget()


def _go_round(day: date):
	"""The member calls on the households of their plans and ticks the activities of the first, which is returned."""
	filters = {"user": frappe.session.user, "entry_day": day}
	names = frappe.get_all(planning.PLAN, filters, pluck="name", order_by="name")
	rows = [(name, row) for name in names for row in frappe.get_doc(planning.PLAN, name).visits]
	for number, ((plan, row), told) in enumerate(zip(rows, VISITS, strict=False)):
		visit = frappe.new_doc(VISIT)
		visit.update({"household": row.household, "plan": plan, **told})
		if visit.met:
			visit.visited_on = min(datetime.combine(day, time(9 + number, 20)), now_datetime())
		visit.flags.from_phone = True
		visit.flags.purpose_on = datetime.combine(day, time(8, 40))
		visit.insert()
	return _tick(names[0]) if names else None


def _tick(name: str):
	plan = frappe.get_doc(planning.PLAN, name)
	for row in plan.activities:
		if row.activity in FOUND:
			row.update({"done": 1, "findings": FOUND[row.activity]})
	plan.summary = "走访和巡查总体平稳，两户有求助，已上报网格长。"
	return plan.save()


def _lead(plan, day: date) -> None:
	"""The leader decides what becomes of what was found, answers one need and sums up."""
	plan = frappe.get_doc(planning.PLAN, plan.name)
	for row in plan.activities:
		row.decision = DECIDED.get(row.activity)
	plan.save()
	needs = frappe.get_all(
		VISIT, {"owner": mail_of(MEMBER), "needs_help": 1}, pluck="name", order_by="visited_on"
	)
	if needs:
		frappe.get_doc(VISIT, needs[0]).answer_need("Answered", "已安排志愿者每周代取药一次。")
	summary = frappe.get_doc(planning.SUMMARY, planning.summary_name(day, plan.grid))
	summary.summary = "本次进格走访5户，发现问题3件，现场办结1件，求助2件。"
	summary.save()
	if not summary.findings_open:
		summary.sum_up()
