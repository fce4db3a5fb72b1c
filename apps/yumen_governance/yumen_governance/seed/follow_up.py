"""Who is called after an event was settled, and what is asked."""

import frappe

from yumen_governance.seed import ensure

# name: order, share, condition. Complaints and what was reopened are always called.
RULES = {
	"重办事件": (10, 100, {"only_reopened": 1}),
	"投诉反映": (20, 100, {"category": "0902"}),
	"热线工单": (30, 100, {"source": "Hotline"}),
	"群众爆料": (40, 100, {"source": "Public Tip-off"}),
	"特急事件": (50, 100, {"urgency": "Very Urgent"}),
	"矛盾纠纷": (60, 100, {"category": "01"}),
	"现场办结": (70, 20, {"only_settled_on_spot": 1}),
	"其他事件": (90, 50, {}),
}
YES_OR_NO, TEXT = "Yes or No", "Text"
QUESTIONS = {
	"工作人员是否与您联系或上门": (10, YES_OR_NO, None),
	"反映的问题是否已经解决": (20, YES_OR_NO, None),
	"办理过程和结果是否向您说明": (30, YES_OR_NO, None),
	"工作人员态度是否满意": (40, YES_OR_NO, None),
	"协议是否已经履行": (50, YES_OR_NO, "01"),
	"您还有什么意见建议": (90, TEXT, None),
}


def seed() -> None:
	"""Make the sampling rules and the questionnaire."""
	for name, (order, share, conditions) in RULES.items():
		if _present(conditions):
			values = {"rule_name": name, "sort_order": order, "is_active": 1, "share": share}
			ensure("Follow-up Rule", name, {**values, **conditions})
	for number, (question, (order, kind, category)) in enumerate(QUESTIONS.items(), 1):
		if _present({"category": category}):
			values = {"question": question, "answer_kind": kind, "sort_order": order, "category": category}
			ensure("Follow-up Question", f"question-{number:02}", {**values, "is_active": 1})


def _present(conditions: dict) -> bool:
	"""Whether the records that conditions name are there; an office may have deleted them."""
	named = {"category": "Event Category", "source": "Event Source"}
	return all(
		not conditions.get(field) or frappe.db.exists(doctype, conditions[field])
		for field, doctype in named.items()
	)
