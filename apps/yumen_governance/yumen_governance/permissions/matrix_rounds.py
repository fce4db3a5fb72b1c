"""The part of the permission matrix (matrix.py) that is about patrols, publicity and positions."""

from yumen_governance.permissions import roles as r

SETUP = {
	r.ADMINISTRATOR: "RWCDPTE",
	r.DISPATCHER: "RPT",
	r.GRID_LEADER: "RPT",
	r.GRID_MEMBER: "RPT",
	r.AUDITOR: "RPTE",
}
CENTRE = {r.ADMINISTRATOR: "RPT", r.DISPATCHER: "RPT", r.AUDITOR: "RPT"}
ROUNDS: dict[str, dict[str, str]] = {
	"Patrol Checklist": SETUP,
	"Hazard Event Rule": SETUP,
	"Patrol Plan": SETUP,
	"Patrol Task": {**CENTRE, r.GRID_LEADER: "RWPT", r.GRID_MEMBER: "RP"},
	"Patrol": {**CENTRE, r.GRID_LEADER: "RWCP", r.GRID_MEMBER: "RWCP"},
	"Publicity Talk": {**CENTRE, r.GRID_LEADER: "RWCPT", r.GRID_MEMBER: "RWCP"},
	# Where somebody was: the member and their leader alone
	"Position Trail": {r.GRID_LEADER: "R", r.GRID_MEMBER: "R"},
}
