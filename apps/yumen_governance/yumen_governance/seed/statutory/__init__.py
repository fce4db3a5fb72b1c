"""The limits that laws and rules set for what the hall does, as Time Limit Rules.

What is marked Verified was read in the text of the law; the rest the legal office has to check, and the desk says so.
Whole days are counted as the Civil Code does (art. 200 to 204): the first isn't counted, a last one that is off rolls
on to the next working day. A rule whose method, item or field an office has taken away is left out.
"""

import frappe

from yumen_governance.seed.ledger import ensure, ensure_each
from yumen_governance.seed.statutory import agreements, cases, petitions, requests, steps
from yumen_governance.seed.statutory.making import RULE, Bound, rule_values
from yumen_governance.time_limits.clocks import rule_records

KINDS = {
	"Registration": "自收到事项起，至登记并转送、交办",
	"Case Acceptance": "自收到申请起，至受理或者不予受理",
	"Objection": "不属于职权范围的，自收到转送、交办起提出异议；对决定有异议的，自提出起至作出答复",
	"Assignment": "自决定给予法律援助起，至指派承办人员",
	"Adjudication": "自受理（立案）起，至作出裁决、裁判",
	"Serving Papers": "自受理（立案）起，至向被申请人（被告）送达申请书（起诉状）副本",
	"Defence": "自收到申请书（起诉状）副本起，至提交答辩",
	"Forwarding the Defence": "自收到答辩状起，至向对方送达副本",
	"Panel Notice": "自组成仲裁庭起，至通知当事人",
	"Hearing Notice": "开庭前须通知当事人的最后期限",
	"Serving the Decision": "自作出裁决起，至送达当事人",
	"To Sue": "不服仲裁裁决的当事人可以起诉的期限",
	"To Set Aside": "用人单位可以申请撤销终局裁决的期限",
	"To Appeal": "不服一审判决、裁定的当事人可以上诉的期限",
	"Confirmation": "当事人可以共同申请司法确认的期限",
	"Court Acceptance": "自提交司法确认申请起，至法院决定是否受理",
	"Court Confirmation": "自法院受理司法确认申请起，至作出裁定",
	"Performance": "至调解协议下一期履行之日",
	"To Enforce": "当事人可以申请强制执行的期限",
	"Enforcement": "自申请执行起；逾期未执行的，可以向上一级法院申请执行",
	"To Ask for Re-examination": "信访人可以请求复查的期限",
	"Re-examination": "自收到复查请求起，至提出复查意见",
	"To Ask for Review": "信访人可以请求复核的期限",
	"Petition Review": "自收到复核请求起，至提出复核意见",
}
DEEDS = ("Time Limit Over", "Leave Time Out", "Extend Time Limit")
BOUNDS: tuple[Bound, ...] = (
	*petitions.BOUNDS,
	*requests.BOUNDS,
	*cases.BOUNDS,
	*steps.BOUNDS,
	*agreements.BOUNDS,
)


def seed() -> None:
	"""Make the kinds of clock, what the ladder and the desk write into timelines, and the rules that fit this site."""
	for kind, description in KINDS.items():
		ensure("Clock Kind", kind, {"kind_name": kind, "description": description})
	for deed in DEEDS:
		ensure("Workflow Action Master", deed, {"workflow_action_name": deed})
	stored = {rule.name: rule for rule in rule_records.current()}
	ensure_each(RULE, {bound.title: rule_values(bound) for bound in BOUNDS if fits_site(bound)}, stored)


def fits_site(bound: Bound) -> bool:
	"""Tell whether a site has the DocType, the fields and the category of which a limit speaks."""
	if not frappe.db.exists("DocType", bound.doctype):
		return False
	meta = frappe.get_meta(bound.doctype)
	if not all(meta.has_field(name) for name in bound.fields):
		return False
	return not bound.category or bool(frappe.db.exists(bound.category_doctype, bound.category))
