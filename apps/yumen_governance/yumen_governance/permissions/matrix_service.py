"""The part of the permission matrix (matrix.py) that is about the hall: windows, service items and requests."""

from yumen_governance.permissions import roles as r

# Whoever reads the catalogue of the hall; mediators only look it up
CATALOGUE = {
	r.ADMINISTRATOR: "RWCDPTE",
	r.DISPATCHER: "RPT",
	r.WINDOW_CLERK: "RPT",
	r.DEPARTMENT_HANDLER: "RPT",
	r.AUDITOR: "RPTE",
	r.MEDIATOR: "L",
	r.COMMITTEE_DIRECTOR: "L",
	r.CHIEF_MEDIATOR: "L",
	r.ARBITRATION_HANDLER: "RPT",
	r.COURT_LIAISON: "RPT",
	r.CENTRE_DIRECTOR: "RPT",
}
# Whoever may sit at a window: what they call there, and the rooms that they book
AT_WINDOWS = (r.WINDOW_CLERK, r.DEPARTMENT_HANDLER, r.ARBITRATION_HANDLER, r.COURT_LIAISON)
RESOLVERS = (r.MEDIATOR, r.COMMITTEE_DIRECTOR, r.CHIEF_MEDIATOR)
SERVICE: dict[str, dict[str, str]] = {
	"Service Window Type": CATALOGUE,
	"Service Window": CATALOGUE,
	"Service Item": CATALOGUE,
	"Service Request": {
		r.DISPATCHER: "RWCPT",
		r.WINDOW_CLERK: "RWCPT",
		r.DEPARTMENT_HANDLER: "RWCPT",
		r.AUDITOR: "RPT",
		r.ARBITRATION_HANDLER: "RWCPT",
		r.COURT_LIAISON: "RWCPT",
		r.CENTRE_DIRECTOR: "RWCPT",
	},
	"Ticket Kind": {
		r.ADMINISTRATOR: "RWCDPTE",
		r.CENTRE_DIRECTOR: "RT",
		r.AUDITOR: "RT",
		**dict.fromkeys(AT_WINDOWS, "RT"),
	},
	"Queue Ticket": {
		r.ADMINISTRATOR: "RPTE",
		r.DISPATCHER: "RT",
		r.CENTRE_DIRECTOR: "RWCPTE",
		r.AUDITOR: "RTE",
		**dict.fromkeys(AT_WINDOWS, "RWCPT"),
	},
	"Hall Appointment": {
		r.ADMINISTRATOR: "RT",
		r.DISPATCHER: "RT",
		r.CENTRE_DIRECTOR: "RT",
		r.AUDITOR: "RT",
		**dict.fromkeys(AT_WINDOWS, "RT"),
	},
	"Window Shift": {
		r.ADMINISTRATOR: "RTE",
		r.CENTRE_DIRECTOR: "RTE",
		r.AUDITOR: "RTE",
		**dict.fromkeys(AT_WINDOWS, "RT"),
	},
	"Hall Settings": {
		r.ADMINISTRATOR: "RW",
		r.CENTRE_DIRECTOR: "RW",
		r.AUDITOR: "R",
	},
	"Hall Screen": {
		r.ADMINISTRATOR: "RWCDT",
		r.CENTRE_DIRECTOR: "RT",
		r.AUDITOR: "RT",
	},
	"Mediation Room": {
		r.ADMINISTRATOR: "RWCDPTE",
		r.DISPATCHER: "RT",
		r.CENTRE_DIRECTOR: "RT",
		r.AUDITOR: "RT",
		**dict.fromkeys((*AT_WINDOWS, *RESOLVERS), "RT"),
	},
	"Room Booking": {
		r.ADMINISTRATOR: "RWCPT",
		r.DISPATCHER: "RWCPT",
		r.CENTRE_DIRECTOR: "RWCPT",
		r.AUDITOR: "RT",
		**dict.fromkeys((*AT_WINDOWS, *RESOLVERS), "RWCPT"),
	},
}
