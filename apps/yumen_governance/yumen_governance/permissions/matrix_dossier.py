"""The part of the permission matrix (matrix.py) that is about the dossier of a mediation and its papers."""

from yumen_governance.permissions import roles as r

# Mediators keep the papers; what they print holds the parties' numbers, so that few others print
KEEPERS = (r.MEDIATOR, r.COMMITTEE_DIRECTOR, r.CHIEF_MEDIATOR, r.COURT_LIAISON)
READERS = {
	**dict.fromkeys((r.DISPATCHER, r.WINDOW_CLERK, r.DEPARTMENT_HANDLER, r.AUDITOR), "RT"),
	r.ARBITRATION_HANDLER: "RT",
	r.CENTRE_DIRECTOR: "RPT",
}
PAPER = {**READERS, **dict.fromkeys(KEEPERS, "RWCDPT")}

DOSSIER: dict[str, dict[str, str]] = {
	"Case Dossier": {**READERS, **dict.fromkeys(KEEPERS, "RWCPT")},
	"Dossier Item Type": {
		r.ADMINISTRATOR: "RWCDPTE",
		r.AUDITOR: "RPTE",
		**dict.fromkeys((r.DISPATCHER, r.CENTRE_DIRECTOR, r.MEDIATOR), "RPT"),
		**dict.fromkeys((r.COMMITTEE_DIRECTOR, r.CHIEF_MEDIATOR, r.COURT_LIAISON), "RPT"),
	},
	**dict.fromkeys(
		("Rights Notice", "Power of Attorney", "Investigation Record", "Evidence Item", "Situation Note"),
		PAPER,
	),
}
