"""The part of the permission matrix (matrix.py) that is about mediation: who mediates, and the papers of a mediation."""

from yumen_governance.permissions import roles as r

MEDIATORS = (r.MEDIATOR, r.COMMITTEE_DIRECTOR, r.CHIEF_MEDIATOR)
READERS = dict.fromkeys((r.WINDOW_CLERK, r.DEPARTMENT_HANDLER, r.ARBITRATION_HANDLER, r.COURT_LIAISON), "RPT")
OFFICES = {
	r.ADMINISTRATOR: "RWCDPTE",
	r.DISPATCHER: "RPT",
	r.WINDOW_CLERK: "RPT",
	r.GRID_LEADER: "L",
	r.GRID_MEMBER: "L",
	r.DEPARTMENT_HANDLER: "RPT",
	r.AUDITOR: "RPTE",
	**dict.fromkeys((*r.RESOLVERS, r.CENTRE_DIRECTOR), "RPT"),
}
# Which cases' papers somebody sees says permissions/dispute.py
PAPERS = {
	r.DISPATCHER: "RPT",
	r.AUDITOR: "RPT",
	**READERS,
	**dict.fromkeys((*MEDIATORS, r.CENTRE_DIRECTOR), "RWCPT"),
}

MEDIATION: dict[str, dict[str, str]] = {
	"Mediation Committee": OFFICES,
	"Chief Mediator Studio": OFFICES,
	"Mediator": OFFICES | {r.ADMINISTRATOR: "RWCDPT", r.AUDITOR: "RPT"},
	"Mediation Session": PAPERS,
	"Mediation Agreement": PAPERS,
	"Performance Instalment": PAPERS | dict.fromkeys((*MEDIATORS, r.CENTRE_DIRECTOR), "RWCDPT"),
	"Judicial Confirmation": PAPERS | {r.COURT_LIAISON: "RWCPT"},
	"Return Visit": PAPERS,
}
