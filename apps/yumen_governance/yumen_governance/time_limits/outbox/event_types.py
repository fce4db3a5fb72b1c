"""What people are told of: its kind, by which they choose their channels, and what a template of it may show.

A new event type is one line here and a template for each channel (seed/data/message_templates.json).
"""

from dataclasses import dataclass

WORK, DEADLINES, SUPERVISION, INFORMATION = "Work", "Deadlines", "Supervision", "Information"
CITIZENS, SYSTEM = "Citizens", "System"
KINDS = (WORK, DEADLINES, SUPERVISION, INFORMATION, CITIZENS, SYSTEM)
# What a person chooses channels for; the rest isn't theirs to turn off
CHOSEN_KINDS = (WORK, DEADLINES, SUPERVISION, INFORMATION)

# Of every notice: the record's name and title, the address of its form
COMMON = ("number", "title", "url")
# Free text may tell of persons: it stays in the house, whatever a template says
INSIDE_ONLY = frozenset({"title", "opinion", "reason"})
# Source strings that are shown in the language of the templates
TRANSLATED = frozenset(
	{"action", "state", "kind", "level", "decision", "role_in_case", "reason_code", "record_kind"}
)


@dataclass(frozen=True)
class EventType:
	"""What one kind of message is about; `variables` are its own, beside COMMON."""

	kind: str
	variables: tuple[str, ...] = ()
	urgent: bool = False

	@property
	def all_variables(self) -> tuple[str, ...]:
		return (*COMMON, *self.variables)


EVENT_TYPES: dict[str, EventType] = {
	"Next Actor": EventType(WORK, ("action", "state", "actor", "due_on", "opinion")),
	"Dispatched": EventType(WORK, ("actor", "due_on", "opinion")),
	"Sent Back": EventType(WORK, ("actor", "opinion")),
	"Return Requested": EventType(WORK, ("unit", "reason")),
	"Return Decided": EventType(WORK, ("decision", "opinion")),
	"Extension Requested": EventType(WORK, ("unit", "reason", "new_due_on")),
	"Extension Decided": EventType(WORK, ("decision", "new_due_on", "opinion")),
	"Task Assigned": EventType(WORK, ("unit", "role_in_case", "due_on", "opinion")),
	"Joint Action": EventType(WORK, ("unit", "answer_by_on", "opinion"), urgent=True),
	"No Answer": EventType(DEADLINES, ("unit", "due_on"), urgent=True),
	"Follow-up": EventType(WORK, ("state",)),
	"Reopened": EventType(WORK, ("opinion", "due_on")),
	"Level Raised": EventType(WORK, ("level", "reason")),
	"Emergency": EventType(WORK, ("reason", "due_on"), urgent=True),
	"Mediators Assigned": EventType(WORK, ("due_on", "opinion")),
	"Consultation Called": EventType(WORK, ("day", "place")),
	"Instalment Breached": EventType(DEADLINES, ("day", "instalment"), urgent=True),
	"Due Soon": EventType(DEADLINES, ("kind", "due_on", "percent")),
	"Overdue": EventType(DEADLINES, ("kind", "due_on", "percent"), urgent=True),
	"Escalated": EventType(DEADLINES, ("kind", "due_on", "percent", "level"), urgent=True),
	"Time Limit Over": EventType(DEADLINES, ("kind", "due_on")),
	"Suspension Review": EventType(DEADLINES, ("review_on",)),
	"Supervision Order": EventType(SUPERVISION, ("level", "reason", "answer_by_on"), urgent=True),
	"Supervision Answered": EventType(SUPERVISION, ("level", "reason")),
	"Supervision Lifted": EventType(SUPERVISION, ("level",)),
	"Urged": EventType(SUPERVISION, ("actor", "opinion", "due_on")),
	"Information Added": EventType(WORK, ("opinion",)),
	"Entry Day Plan": EventType(WORK, ("day", "count")),
	"Entry Plan Changed": EventType(WORK, ("day", "count")),
	"Entry Summary Due": EventType(DEADLINES, ("day",)),
	"Visit Feedback Due": EventType(DEADLINES, ("day",)),
	"Patrol Due": EventType(WORK, ("day",)),
	"Correction Proposed": EventType(WORK, ("actor", "record_kind")),
	"Correction Decided": EventType(INFORMATION, ("decision", "record_kind", "opinion")),
	"Help Needed": EventType(WORK, ("actor",)),
	"Need Answered": EventType(INFORMATION, ("decision", "opinion")),
	"Resolved": EventType(INFORMATION, ("state",)),
	"Suspended": EventType(INFORMATION, ("reason", "review_on")),
	"Merged": EventType(INFORMATION, ("merged_into",)),
	"Appointment at a Window": EventType(INFORMATION, ("action", "starts_on", "service")),
	"Appointment Confirmed": EventType(CITIZENS, ("starts_on",)),
	"Appointment Moved": EventType(CITIZENS, ("starts_on",)),
	"Appointment Called Off": EventType(CITIZENS, ("starts_on",)),
	"Appointment Tomorrow": EventType(CITIZENS, ("starts_on",)),
	"Report Received": EventType(CITIZENS),
	"Report Merged": EventType(CITIZENS, ("merged_into",)),
	"Report Resolved": EventType(CITIZENS),
	"Follow-up Asked": EventType(CITIZENS),
	"Phone Code": EventType(CITIZENS, ("code",), urgent=True),
	"Calendar Missing": EventType(SYSTEM, ("year",)),
	"System Alert": EventType(SYSTEM, ("reason",)),
	"Digest": EventType(SYSTEM, ("count", "lines")),
	"Test Message": EventType(SYSTEM, ("channel",)),
}
