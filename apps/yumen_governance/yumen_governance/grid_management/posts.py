"""The posts of the grid network, the role that each needs, and who may be drawn into it."""

from yumen_governance.permissions import roles

LEADER = "Grid Leader"
DEPUTY = "Deputy Grid Leader"
FULL_TIME = "Full-time Member"
PART_TIME = "Part-time Member"

LEADING = (LEADER, DEPUTY)

ROLE_OF = {
	LEADER: roles.GRID_LEADER,
	DEPUTY: roles.GRID_LEADER,
	FULL_TIME: roles.GRID_MEMBER,
	PART_TIME: roles.GRID_MEMBER,
}

# Post: the field of Grid Member Source that allows it
SOURCE_FIELD = {
	LEADER: "for_leader",
	DEPUTY: "for_deputy_leader",
	FULL_TIME: "for_full_time",
	PART_TIME: "for_part_time",
}
