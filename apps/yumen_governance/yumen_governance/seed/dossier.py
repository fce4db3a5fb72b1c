"""The items of a mediation dossier, its forms, and what its papers write on the timeline.

Items, order and need: the ministry's catalogue of 2010 (notice on the forms of people's-mediation documents).
"""

from pathlib import Path

from yumen_governance.dispute_resolution.dossier import contents
from yumen_governance.dispute_resolution.dossier.papers import sheets
from yumen_governance.seed import ensure, ensure_many

DATA = Path(__file__).parent / "data/dossier"

MUST, IF_AGREED, AS_NEEDED = contents.MUST, contents.IF_AGREED, contents.AS_NEEDED
# Item: need, content, what to do when it is missing
ITEMS = {
	"卷宗封面和卷内目录": (MUST, contents.COVER, ""),
	"人民调解申请书或受理登记表": (
		MUST,
		contents.APPLICATION,
		"请在化解步骤中填写受理日期，并登记申请人和被申请人。",
	),
	"人民调解当事人权利义务告知书": (
		MUST,
		contents.NOTICE,
		"请新建权利义务告知书，由每一方当事人签收（人民调解法第二十三条、第二十四条）。",
	),
	"当事人身份证明": (MUST, contents.IDENTITY, "请在卷宗的“附入材料”中为每一方当事人上传身份证明。"),
	"授权委托书": (AS_NEEDED, contents.POWER, "有代理人的，请登记授权委托书，或上传其扫描件。"),
	"人民调解调查记录": (AS_NEEDED, contents.INVESTIGATION, ""),
	"证据材料": (AS_NEEDED, contents.EVIDENCE, ""),
	"人民调解记录": (MUST, contents.SESSION, "请完成调解记录并由当事人、调解员、记录人签名。"),
	"人民调解协议书或口头协议登记表": (
		IF_AGREED,
		contents.AGREEMENT,
		"达成协议的，请上传签名盖章后的协议书扫描件；未达成协议的，请写明终止原因并告知其他救济途径（人民调解法第二十六条）。",
	),
	"履行凭证": (AS_NEEDED, contents.RECEIPT, ""),
	"人民调解回访记录": (AS_NEEDED, contents.VISIT, ""),
	"司法确认有关材料": (AS_NEEDED, contents.CONFIRMATION, ""),
	"卷宗情况说明": (AS_NEEDED, contents.NOTE, ""),
}
# What is written on the timeline without a transition
DEEDS = ("File Dossier", "Upload Signed File")
# Form: its file in data/dossier, and what it prints
FORMS = {
	sheets.COVER: ("cover", sheets.DOSSIER),
	sheets.CATALOGUE: ("catalogue", sheets.DOSSIER),
	sheets.BACK_COVER: ("back_cover", sheets.DOSSIER),
	sheets.APPLICATION: ("application", sheets.DOSSIER),
	sheets.REGISTRATION: ("registration", sheets.DOSSIER),
	sheets.NOTICE: ("rights_notice", "Rights Notice"),
	sheets.POWER: ("power_of_attorney", "Power of Attorney"),
	sheets.INVESTIGATION: ("investigation_record", "Investigation Record"),
	sheets.EVIDENCE: ("evidence_list", sheets.DOSSIER),
	sheets.SESSION: ("mediation_record", "Mediation Session"),
	sheets.AGREEMENT: ("agreement", "Mediation Agreement"),
	sheets.ORAL: ("oral_agreement", "Mediation Agreement"),
	sheets.RECEIPTS: ("receipts", sheets.DOSSIER),
	sheets.VISIT: ("return_visit", "Return Visit"),
	sheets.CONFIRMATION: ("confirmation_application", "Judicial Confirmation"),
	sheets.NOTE: ("situation_note", "Situation Note"),
	sheets.REPORT: ("closing_report", sheets.DOSSIER),
}


def seed() -> None:
	"""Plant the items of a dossier, its forms and the deeds of its papers."""
	seed_forms()
	items = {
		name: {
			"item_name": name,
			"sequence": number * 10,
			"need": need,
			"content": content,
			"what_to_do": todo,
			"is_active": 1,
		}
		for number, (name, (need, content, todo)) in enumerate(ITEMS.items())
	}
	ensure_many("Dossier Item Type", items)
	for action in DEEDS:
		ensure("Workflow Action Master", action, {"workflow_action_name": action})


def seed_forms() -> None:
	"""Plant the forms, which look like the ministry's, as Print Formats."""
	css = (DATA / "dossier.css").read_text(encoding="utf-8")
	for name, (file, doctype) in FORMS.items():
		values = {
			"doc_type": doctype,
			"module": "Dispute Resolution",
			"standard": "No",
			"custom_format": 1,
			"print_format_type": "Jinja",
			"html": (DATA / f"{file}.html").read_text(encoding="utf-8"),
			"css": css,
		}
		ensure("Print Format", name, values)
