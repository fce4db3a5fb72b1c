"""What the demo shows at the public's door: notices, where the hall is, and a few appointments of the next days."""

from datetime import datetime, timedelta

import frappe
from frappe.utils import now_datetime

from yumen_governance.service_centre.appointments import booking, slots

NOTICE = "Public Notice"
COMMUNITY = "玉关路社区"
HALL = {"hall_address": "玉门市新市区示例路1号市民服务中心一楼", "hall_phone": "0937-0000000"}
# title, kind, for the demo's community only, on top, text
NOTICES = (
	(
		"中心大厅二十个窗口集中办公",
		"办事指南",
		0,
		1,
		"<p>公证、法律援助、劳动仲裁、信访接待、人民调解等二十个窗口在中心大厅集中办公，群众来访最多跑一处。</p>"
		"<p>可在“预约办事”中选择时间，也可直接到大厅取号。</p>",
	),
	(
		"冬季取暖谨防一氧化碳中毒",
		"安全提示",
		0,
		0,
		"<p>使用煤炉取暖要保持烟道畅通，睡前检查炉火；出现头痛、恶心立即开窗通风并拨打120。</p>",
	),
	(
		"玉关路社区分段停水通知",
		"通知公告",
		1,
		0,
		"<p>因管网检修，本周六9时至17时玉关路社区分段停水，请提前储水。</p>",
	),
)
# service, so many slots from the first that is free, name, phone
VISITORS = (
	("劳动人事争议仲裁申请", 0, "示例甲", "19900007001"),
	("法律援助申请", 1, "示例乙", "19900007002"),
	("综合事项登记", 2, "示例丙", "19900007003"),
)


def ensure_portal() -> None:
	"""Make what is missing of it."""
	settings = frappe.get_doc("Public Portal Settings")
	missing = {field: text for field, text in HALL.items() if not settings.get(field)}
	if missing:
		settings.update(missing).save()
	for number, notice in enumerate(NOTICES, 1):
		_ensure_notice(notice, now_datetime() - timedelta(days=number))
	for visitor in VISITORS:
		_ensure_appointment(*visitor)


def _ensure_notice(notice: tuple, published: datetime) -> None:
	title, kind, is_local, is_pinned, content = notice
	if frappe.db.exists(NOTICE, {"title": title}):
		return
	grid = frappe.db.get_value("Grid", {"grid_name": COMMUNITY}) if is_local else None
	values = {"title": title, "category": kind, "grid": grid, "is_pinned": is_pinned, "content": content}
	dates = {"publish_on": published.replace(microsecond=0), "issued_by": "玉门市社会治理中心"}
	frappe.get_doc({"doctype": NOTICE, **values, **dates}).insert()


def _ensure_appointment(item: str, later: int, name: str, phone: str) -> None:
	if not frappe.db.exists("Service Item", item) or frappe.db.exists(
		slots.APPOINTMENT, {"visitor_name": name}
	):
		return
	now = now_datetime()
	free = [slot for slot in slots.slots(booking.window_type_of(item), now) if slot.free]
	if len(free) > later:
		code = frappe.generate_hash(length=64)
		booking.book(booking.Wish(item, free[later].starts_on, name, phone, code), now)
