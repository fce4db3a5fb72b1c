"""The life of an event in plain Python: what the office agreed on, written down a second time and without a site."""

from dataclasses import dataclass, field

CENTRE, LEAD = "dispatcher", "lead"
AT_WORK = ("Dispatched", "Raised", "Reopened", "Signed", "In Progress")
ENDED = ("Closed", "Cancelled", "Rejected")

# action: from which states, who takes it, to which state
STEPS = {
	"Accept": (("Reported",), CENTRE, "Accepted"),
	"Reject": (("Reported",), CENTRE, "Rejected"),
	"Dispatch": (("Accepted", "Raised to Centre"), CENTRE, "Dispatched"),
	"Sign": (("Dispatched", "Raised", "Reopened"), LEAD, "Signed"),
	"Start": (("Signed",), LEAD, "In Progress"),
	"Submit Result": (("In Progress",), LEAD, "Pending Review"),
	"Approve Result": (("Pending Review",), CENTRE, "Resolved"),
	"Send Back": (("Pending Review",), CENTRE, "In Progress"),
	"Request Return": (AT_WORK, LEAD, "Return Requested"),
	"Re-dispatch": (("Return Requested",), CENTRE, "Dispatched"),
	"Insist": (("Return Requested",), CENTRE, "Signed"),
	"Raise to Centre": (AT_WORK, LEAD, "Raised to Centre"),
	"Suspend": (("In Progress",), CENTRE, "Suspended"),
	"Resume": (("Suspended",), CENTRE, "In Progress"),
	"Recall": (AT_WORK, CENTRE, "Accepted"),
	"Cancel": (("Reported", "Accepted", "Raised to Centre", "Suspended", *AT_WORK), CENTRE, "Cancelled"),
	"Follow Up": (("Resolved",), CENTRE, "Followed Up"),
	"Close": (("Followed Up",), CENTRE, "Closed"),
}
# What each action must be given
ANSWERS = {
	"Reject": {"dispatch_opinion": "Not for us"},
	"Dispatch": {"dispatch_opinion": "Please handle"},
	"Re-dispatch": {"dispatch_opinion": "Please handle after all"},
	"Submit Result": {"result": "Done"},
	"Send Back": {"dispatch_opinion": "Not yet"},
	"Request Return": {"request_reason": "Not our field"},
	"Insist": {"decision_opinion": "It is yours"},
	"Raise to Centre": {"request_reason": "Too large for us"},
	"Suspend": {"suspension_plan": "After the thaw", "review_on": "2099-04-01", "decision_opinion": "Agreed"},
	"Resume": {"decision_opinion": "It thaws"},
	"Recall": {"decision_opinion": "Given wrongly"},
	"Cancel": {"decision_opinion": "Reported by mistake"},
	"Follow Up": {"satisfaction": "Satisfied"},
}
# Where the time of handling runs, and where it stands still
HANDLING = (*AT_WORK,)
PAUSED = ("Suspended",)


@dataclass
class Life:
	"""One event: where it stands, and what has happened to it."""

	state: str = "Reported"
	deeds: list[str] = field(default_factory=lambda: ["Report"])

	def may(self, action: str, who: str) -> bool:
		"""Tell whether the centre or the lead may take an action now."""
		states, taker, _next_state = STEPS[action]
		return self.state in states and who == taker

	def take(self, action: str) -> None:
		"""Take an action that may be taken."""
		self.state = STEPS[action][2]
		self.deeds.append(action)

	@property
	def ended(self) -> bool:
		return self.state in ENDED
