"""The source article's hotline complaint, from call to closed case, by five people in the real desk."""

from playwright.sync_api import expect

COMMUNITY = "玉关路社区"
TITLE = "运政巷住宅楼垃圾费由每年36元涨到200元"
RESULT = "已上门说明：零散楼栋已由物业公司管理，按面积收费并开具票据，原费用不再收取。来电人认可。"


def test_complaint_from_call_to_closed_case(desk_of, pictures):
	dispatcher = desk_of("dispatcher")
	leader = desk_of("grid_leader")

	clerk = desk_of("window_clerk")
	clerk.open("governance-event/new")
	clerk.fill(
		{
			"title": TITLE,
			"source": "12345热线",
			"category": "垃圾",
			"grid": COMMUNITY,
			"description": "来电人反映垃圾清运费突然上涨，要求说明收费依据。",
			"reporter_name": "张某",
			"reporter_phone": "19900000001",
		}
	)
	clerk.save()
	event = clerk.event_name()
	clerk.expect_state("草稿")
	clerk.act("上报")
	clerk.expect_state("已上报")

	dispatcher.expect_bell()
	dispatcher.open_event(event)
	dispatcher.act("受理")
	dispatcher.expect_state("已受理")
	dispatcher.act("分流交办", lead_grid=COMMUNITY, dispatch_opinion="请网格长一小时内上门说明。")
	dispatcher.expect_state("已分流")

	leader.expect_bell()
	leader.open_event(event)
	leader.act("签收")
	leader.expect_state("已签收")
	leader.act("开始办理")
	leader.expect_state("办理中")
	leader.act("提交办理结果", result=RESULT)
	leader.expect_state("待审核")

	member = desk_of("grid_member")
	member.open_event(event)
	member.expect_state("待审核")
	expect(member.page.locator(".page-container:visible .actions-btn-group > button:visible")).to_have_count(
		0
	)

	dispatcher.open_event(event)
	dispatcher.act("审核通过")
	dispatcher.expect_state("已办结")
	dispatcher.act("回访", satisfaction="满意")
	dispatcher.expect_state("已回访")
	dispatcher.act("归档")
	dispatcher.expect_state("已归档")

	auditor = desk_of("auditor")
	auditor.open_event(event)
	auditor.expect_state("已归档")
	for step in ("上报", "受理", "分流交办", "签收", "提交办理结果", "审核通过", "回访", "归档"):
		expect(auditor.page.locator(".page-container:visible").get_by_text(step).first).to_be_attached()
	auditor.picture(pictures / "first-case.png", height=1500)
