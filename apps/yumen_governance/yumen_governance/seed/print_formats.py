"""What is handed out on paper: the sheet of an event, with its history."""

from pathlib import Path

from yumen_governance.seed import ensure

DATA = Path(__file__).parent / "data"
# The name stands untranslated in the desk's list of formats; governance_event.json names it as the default.
EVENT_SHEET = "事件办理单"


def seed() -> None:
	"""Plant the print format of events."""
	values = {
		"doc_type": "Governance Event",
		"module": "Events",
		"standard": "No",
		"custom_format": 1,
		"print_format_type": "Jinja",
		"html": (DATA / "event_sheet.html").read_text(encoding="utf-8"),
		"css": (DATA / "event_sheet.css").read_text(encoding="utf-8"),
	}
	ensure("Print Format", EVENT_SHEET, values)
