"""The part of the permission matrix (matrix.py) that is about collecting the registry with the phone."""

from yumen_governance.permissions import roles as r

COLLECTING: dict[str, dict[str, str]] = {
	"Collecting Form": {
		r.ADMINISTRATOR: "RWT",
		r.GRID_LEADER: "R",
		r.GRID_MEMBER: "R",
		r.AUDITOR: "RT",
		r.REGISTRY_CLERK: "RWT",
	},
	"Correction Proposal": {
		r.ADMINISTRATOR: "RT",
		r.DISPATCHER: "RT",
		r.GRID_LEADER: "R",
		r.GRID_MEMBER: "R",
		r.AUDITOR: "RT",
		r.REGISTRY_CLERK: "RT",
	},
}
