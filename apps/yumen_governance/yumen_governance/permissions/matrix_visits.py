"""The part of the permission matrix (matrix.py) that is about entry days, household visits and knowledge of the grids."""

from yumen_governance.permissions import roles as r

SET_UP = {r.ADMINISTRATOR: "RWCDPT", r.GRID_LEADER: "R", r.GRID_MEMBER: "R", r.AUDITOR: "RPT"}

VISITS: dict[str, dict[str, str]] = {
	"Entry Day": SET_UP,
	"Entry Activity": SET_UP,
	"Knowledge Item": SET_UP,
	"Visit Choice": SET_UP,
	"Field Work Settings": {
		r.ADMINISTRATOR: "RW",
		r.GRID_LEADER: "R",
		r.GRID_MEMBER: "R",
		r.AUDITOR: "R",
	},
	"Entry Day Plan": {
		r.ADMINISTRATOR: "RPT",
		r.GRID_LEADER: "RWPT",
		r.GRID_MEMBER: "RWP",
		r.AUDITOR: "RPT",
	},
	"Entry Day Summary": {
		r.ADMINISTRATOR: "RPT",
		r.DISPATCHER: "RPT",
		r.GRID_LEADER: "RWPT",
		r.AUDITOR: "RPT",
	},
	"Household Visit": {
		r.GRID_LEADER: "RWCPT",
		r.GRID_MEMBER: "RWCP",
		r.DEPARTMENT_HANDLER: "RWC",
		r.AUDITOR: "RT",
	},
	"Grid Knowledge": {
		r.ADMINISTRATOR: "RPT",
		r.DISPATCHER: "RPT",
		r.GRID_LEADER: "RPT",
		r.GRID_MEMBER: "RPT",
		r.AUDITOR: "RPT",
	},
}
