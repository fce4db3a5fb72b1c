"""The part of the permission matrix (matrix.py) that is about the public's door."""

from yumen_governance.permissions import roles as r

PORTAL: dict[str, dict[str, str]] = {
	"Notice Category": {
		r.ADMINISTRATOR: "RWCDPT",
		r.DISPATCHER: "RPT",
		r.AUDITOR: "RPT",
	},
	"Public Portal Settings": {
		r.ADMINISTRATOR: "RW",
		r.AUDITOR: "R",
	},
	"Public Notice": {
		r.ADMINISTRATOR: "RWCDPT",
		r.DISPATCHER: "RWCPT",
		r.AUDITOR: "RPT",
		r.GRID_LEADER: "RP",
		r.GRID_MEMBER: "RP",
	},
	"Public Tip-off": {
		r.ADMINISTRATOR: "RT",
		r.AUDITOR: "RT",
		r.PRIVACY_OFFICER: "RT",
	},
}
