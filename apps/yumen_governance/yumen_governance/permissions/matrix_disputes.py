"""The part of the permission matrix (matrix.py) that is about disputes and how they are resolved."""

from yumen_governance.permissions import roles as r
from yumen_governance.permissions.matrix_dossier import DOSSIER
from yumen_governance.permissions.matrix_mediation import MEDIATION

# Those who may be in a case; which cases says permissions/dispute.py
IN_CASES = (r.WINDOW_CLERK, r.DEPARTMENT_HANDLER, *r.RESOLVERS)
SETUP = {
	r.ADMINISTRATOR: "RWCDPTE",
	r.DISPATCHER: "RPT",
	r.WINDOW_CLERK: "RPT",
	r.GRID_LEADER: "L",
	r.GRID_MEMBER: "L",
	r.DEPARTMENT_HANDLER: "RPT",
	r.AUDITOR: "RPTE",
	**dict.fromkeys((*r.RESOLVERS, r.CENTRE_DIRECTOR), "RPT"),
}
READ_IN_CASES = dict.fromkeys((r.DISPATCHER, r.AUDITOR, *IN_CASES, r.CENTRE_DIRECTOR), "RT")
WORKERS = (r.DISPATCHER, r.DEPARTMENT_HANDLER, *r.RESOLVERS, r.CENTRE_DIRECTOR)

DISPUTES: dict[str, dict[str, str]] = (
	{
		"Dispute Type": SETUP,
		"Case Source": SETUP,
		"Resolution Method": SETUP,
		"Dispute Case": {
			r.DISPATCHER: "RWCPTE",
			r.AUDITOR: "RPTE",
			**dict.fromkeys(IN_CASES, "RWCPT"),
			r.CENTRE_DIRECTOR: "RWCPTE",
		},
		"Dispute Party": {
			r.AUDITOR: "RP",
			**dict.fromkeys((r.DISPATCHER, *IN_CASES, r.CENTRE_DIRECTOR), "RWCP"),
		},
		"Case Access": READ_IN_CASES,
		"Case Exclusion": READ_IN_CASES,
		"Case Task": {
			r.WINDOW_CLERK: "RPT",
			r.AUDITOR: "RPT",
			**dict.fromkeys(WORKERS, "RWPT"),
		},
		"Resolution Step": {
			r.WINDOW_CLERK: "RPT",
			r.AUDITOR: "RPT",
			**dict.fromkeys(WORKERS, "RWPT"),
		},
		"Case Consultation": {r.AUDITOR: "RPT", **dict.fromkeys(WORKERS, "RWCPT")},
	}
	| DOSSIER
	| MEDIATION
)
