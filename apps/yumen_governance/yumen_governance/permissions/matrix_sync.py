"""The part of the permission matrix (matrix.py) that is about members' phones and what comes from them."""

from yumen_governance.permissions import roles as r

SYNC: dict[str, dict[str, str]] = {
	"Field Departure": {
		r.ADMINISTRATOR: "RT",
	},
	"Field Device": {
		r.ADMINISTRATOR: "RWT",
		r.GRID_LEADER: "RWT",
		r.GRID_MEMBER: "RW",
		r.AUDITOR: "RT",
	},
	"Field Item": {
		r.ADMINISTRATOR: "RT",
		r.GRID_LEADER: "RT",
		r.GRID_MEMBER: "R",
		r.AUDITOR: "RT",
	},
	"Field Upload": {
		r.ADMINISTRATOR: "RT",
	},
}
