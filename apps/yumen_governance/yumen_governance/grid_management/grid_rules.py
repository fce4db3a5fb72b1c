"""What the grid system of the city looks like: levels, unit types and code lengths.

Three levels under the city, each with its own kinds of unit; a code grows by three digits a level
(six digits of the city, then township, village and grid, after GB/T 30428.1).
"""

LEVELS = ("City", "Level 1", "Level 2", "Level 3")

UNIT_TYPES = {
	"City": ("City",),
	"Level 1": ("Township", "Subdistrict", "Industrial Park", "State Farm"),
	"Level 2": ("Administrative Village", "Community", "Production Unit"),
	"Level 3": ("Villager Group", "Residential Compound"),
}

CODE_LENGTH = {"City": 6, "Level 1": 9, "Level 2": 12, "Level 3": 15}


def level_of(unit_type: str | None) -> str | None:
	"""Return the level on which a unit type stands, None for an unknown one."""
	return next((level for level, types in UNIT_TYPES.items() if unit_type in types), None)
