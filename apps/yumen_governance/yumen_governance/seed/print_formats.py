"""What is handed out on paper: the sheet of an event with its history, the supervision order, the payout sheet,
and the receipt of a visitor."""

from pathlib import Path

from yumen_governance.seed import ensure

DATA = Path(__file__).parent / "data"

# Names stand untranslated in the desk's list of formats; each DocType's JSON names its own as the default.
EVENT_SHEET = "事件办理单"
CONSULTATION_MINUTES = "会诊纪要"
QUEUE_TICKET = "排队号票"
PAYOUT_SHEET = "网格员经费发放表"
SUPERVISION_ORDER = "督办单"
SERVICE_RECEIPT = "服务受理回执"
ENTRY_DAY_PLAN = "进格日计划表"

# Name: DocType, module, files in data/
FORMATS = {
	EVENT_SHEET: ("Governance Event", "Events", "event_sheet"),
	CONSULTATION_MINUTES: ("Case Consultation", "Dispute Resolution", "consultation_minutes"),
	QUEUE_TICKET: ("Queue Ticket", "Service Centre", "queue_ticket"),
	PAYOUT_SHEET: ("Grid Payout Sheet", "Grid Management", "payout_sheet"),
	SERVICE_RECEIPT: ("Service Request", "Service Centre", "service_receipt"),
	ENTRY_DAY_PLAN: ("Entry Day Plan", "Field Work", "entry_day_plan"),
	SUPERVISION_ORDER: ("Supervision Order", "Events", "supervision_order"),
}


def seed() -> None:
	"""Plant the print formats."""
	for name, (doctype, module, file) in FORMATS.items():
		values = {
			"doc_type": doctype,
			"module": module,
			"standard": "No",
			"custom_format": 1,
			"print_format_type": "Jinja",
			"html": (DATA / f"{file}.html").read_text(encoding="utf-8"),
			"css": (DATA / f"{file}.css").read_text(encoding="utf-8"),
		}
		ensure("Print Format", name, values)
