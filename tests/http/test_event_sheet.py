"""The printed sheet of an event: the product's own format, escaped, and only for those who may read the event."""

from tests.people import EVENT

TITLE = "<i>楼道</i>堆物"


def test_sheet_is_escaped_and_guarded(person):
	clerk = person("window_clerk")
	category = clerk.list("Event Category", filters={"is_group": 0})[0]["name"]
	grid = clerk.list("Grid", filters={"grid_name": "铁人路社区"})[0]["name"]
	event = clerk.create_event(title=TITLE, description=TITLE, source="Window", category=category, grid=grid)
	clerk.act(event, "Report")

	sheet = clerk.ok(clerk.get("/printview", doctype=EVENT, name=event)).text
	assert "事件办理单" in sheet and "办理过程" in sheet and "上报" in sheet
	assert "<i>" not in sheet.split("event-sheet", 1)[1]

	assert person("grid_leader").get("/printview", doctype=EVENT, name=event).status_code == 403


def test_sheet_is_had_as_pdf(person):
	dispatcher = person("dispatcher")
	event = dispatcher.list(EVENT)[0]["name"]
	download = "/api/method/frappe.utils.print_format.download_pdf"
	answer = dispatcher.ok(dispatcher.get(download, doctype=EVENT, name=event))
	assert answer.content.startswith(b"%PDF")
