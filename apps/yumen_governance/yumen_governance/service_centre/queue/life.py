"""The life of a ticket: what may be done with it in which state, and where that leads. Pure."""

from dataclasses import dataclass

from frappe import _

TICKET, SHIFT, SETTINGS = "Queue Ticket", "Window Shift", "Hall Settings"

WAITING, CALLED, SERVING, DONE = "Waiting", "Called Up", "Serving", "Done"
MISSED, TRANSFERRED, GONE = "Missed", "Transferred", "Gone"
# A ticket that another window handed over waits for one window alone
IN_LINE = (WAITING, TRANSFERRED)
AT_WINDOW = (CALLED, SERVING)
OVER = (DONE, GONE)
PRIORITIES = ("Elderly", "Disabled Person", "Pregnant", "Soldier")
GRADES = ("Very Satisfied", "Satisfied", "Neutral", "Dissatisfied", "Very Dissatisfied")


@dataclass(frozen=True)
class Deed:
	"""Something that is done with a ticket: in which states, to which state, and whether it is at one's own window."""

	begins: tuple[str, ...]
	ends: str
	at_window: bool = True


DEEDS = {
	"call": Deed(IN_LINE, CALLED, at_window=False),
	"recall": Deed((CALLED,), CALLED),
	"serve": Deed((CALLED,), SERVING),
	"finish": Deed(AT_WINDOW, DONE),
	"miss": Deed((CALLED,), MISSED),
	"put_back": Deed((CALLED, MISSED), WAITING, at_window=False),
	"transfer": Deed(AT_WINDOW, TRANSFERRED),
	"leave": Deed((*IN_LINE, CALLED, MISSED), GONE, at_window=False),
}


def refusal_of(deed: str, status: str) -> str | None:
	"""Return why something can't be done with a ticket in its state; None when it can."""
	if status in DEEDS[deed].begins:
		return None
	return {
		WAITING: _("This number is still waiting. Call it first."),
		TRANSFERRED: _("This number waits for the window to which it was handed over."),
		CALLED: _("This number has been called already."),
		SERVING: _("This number is being served."),
		DONE: _("This number has been served already."),
		MISSED: _("This number missed its call. Put it back into the queue first."),
		GONE: _("Whoever had this number has gone."),
	}[status]
