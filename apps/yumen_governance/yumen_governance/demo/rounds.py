"""Patrols, notices to read out and talks of the demo city, told as the phones of its members would tell them."""

import uuid
from datetime import datetime, timedelta

import frappe
from frappe.utils import getdate, now_datetime

from yumen_governance.demo.dataset import accounts
from yumen_governance.field_work.patrols import due, hazards, rounds
from yumen_governance.field_work.publicity import talks
from yumen_governance.field_work.sync.items import Item

LOADED = "governance_demo_rounds_loaded"
COMMUNITY, COMPOUND, OTHER_COMPOUND = "620981001001", "620981001001001", "620981001001002"
NOTICES = (
	(
		"秋冬季森林草原防火通告",
		"安全提示",
		None,
		"<p>当前已进入防火期，请广大居民注意：</p><p>一、严禁在林区、草场、田埂焚烧秸秆、枯枝落叶。</p>"
		"<p>二、祭祀用火请到指定地点，离开前确认余火熄灭。</p><p>三、发现火情，请立即拨打 12119 或 119。</p>",
	),
	(
		"城乡居民养老保险待遇资格认证",
		"政策法规",
		None,
		"<p>领取养老金的居民，每年需认证一次。可以在手机上刷脸认证，也可以到村（社区）便民服务点办理。</p>"
		"<p>行动不便的老人，网格员可以上门帮助认证，不收任何费用。</p>",
	),
	(
		"供热管道检修停暖通知",
		"通知公告",
		COMMUNITY,
		"<p>因换热站检修，玉关路社区部分楼栋明日 9 时至 17 时停暖，请提前做好准备。</p>"
		"<p>家中有老人、婴幼儿需要帮助的，请联系本网格网格员。</p>",
	),
)
QUESTION, ANSWER = "高龄补贴什么时候发放？", "已向民政部门核实，每季度末发放到社保卡。"


def ensure_rounds() -> None:
	"""Insert notices, tasks, two rounds and three talks once; the mark is set in the same transaction."""
	if frappe.db.get_default(LOADED):
		return
	before, user = frappe.session.user, accounts()["grid_member"]
	notices = [_notice(*row) for row in NOTICES]
	due.make_tasks(getdate())
	try:
		frappe.set_user(user)
		_rounds(user)
		_talks(user, notices)
	finally:
		frappe.set_user(before)
	frappe.db.set_default(LOADED, "1")


def _notice(title: str, category: str, grid: str | None, content: str) -> str:
	values = {"title": title, "category": category, "grid": grid, "content": content, "to_read_out": 1}
	values |= {"publish_on": now_datetime() - timedelta(days=3), "issued_by": "玉门市社会治理中心"}
	return frappe.get_doc({"doctype": "Public Notice", **values}).insert().name


def _rounds(user: str) -> None:
	begun = now_datetime() - timedelta(days=2, hours=3)
	patrol = _round(user, COMPOUND, begun, {})
	_round(user, OTHER_COMPOUND, begun + timedelta(hours=1), {"玉关苑地下消火栓": "消火栓无水压，已报修。"})
	lamp = frappe.db.get_value("Public Facility", {"grid": COMPOUND, "facility_kind": "facility_kind-08"})
	found = {
		"title": "运政巷路灯控制箱门损坏",
		"hazard_kind": "hazard_kind-03",
		"hazard_level": "hazard_level-02",
		"description": "控制箱门无法关闭，线头外露，儿童容易接触。",
		"facility": lamp,
		"patrol": patrol,
	}
	if lamp:
		hazards.take(_item("hazard", begun + timedelta(minutes=25), **found), user, now_datetime())


def _round(user: str, grid: str, begun: datetime, wrong: dict[str, str]) -> str:
	first = _item("patrol", begun, step="begin", grid=grid)
	patrol = rounds.take(first, user, now_datetime()).name
	filters = {"grid": grid, "status": ["!=", "Removed"]}
	for number, row in enumerate(frappe.get_all("Public Facility", filters, ["name", "facility_name"]), 1):
		finding = wrong.get(row.facility_name)
		found = {"place_type": "Public Facility", "place": row.name, "finding": finding}
		found |= {"state": "Something Wrong" if finding else "In Order"}
		look = _item("patrol", begun + timedelta(minutes=8 * number), step="look", patrol=patrol, **found)
		rounds.take(look, user, now_datetime())
	rounds.take(
		_item("patrol", begun + timedelta(minutes=45), step="end", patrol=patrol), user, now_datetime()
	)
	return patrol


def _talks(user: str, notices: list[str]) -> None:
	told = now_datetime() - timedelta(days=1)
	homes = frappe.get_all(
		"Household", {"grid": COMPOUND, "status": "Active"}, pluck="name", order_by="name", limit=2
	)
	heard = [{"audience": "Household", "household": home, "people": 3} for home in homes]
	heard.append(
		{"audience": "Group of People", "group_name": "广场舞队", "people": 24, "place": "祁连家园健身广场"}
	)
	asked = (
		{},
		{"question": QUESTION, "answer": ANSWER},
		{"question": "今冬供暖何时恢复？", "answer_owed": 1},
	)
	for number, (audience, question) in enumerate(zip(heard, asked, strict=False)):
		values = {"grid": COMPOUND, "notices": notices[number : number + 1], **audience, **question}
		talks.take(_item("talk", told + timedelta(minutes=20 * number), **values), user, now_datetime())


def _item(kind: str, happened_on: datetime, **values) -> Item:
	return Item(str(uuid.uuid4()), kind, values, None, happened_on)
