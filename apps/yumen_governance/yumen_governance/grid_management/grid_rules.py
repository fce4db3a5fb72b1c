"""What the grid system of the city looks like: levels, unit types, code lengths, states and changes.

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

# Grids of towns, which the size of GB/T 34300 is meant for; a rural grid is a villager group of any size
URBAN_GRIDS = ("Residential Compound",)

CODE_LENGTH = {"City": 6, "Level 1": 9, "Level 2": 12, "Level 3": 15}

IN_USE = "In Use"

SPLIT, MERGE, MOVE, CLOSE, REMOVE = "Split Grid", "Merge Grids", "Move Grid", "Close Grid", "Remove Grid"
# What becomes of a grid by a change that ends it
ENDS_AS = {SPLIT: "Split Up", MERGE: "Merged", CLOSE: "Closed Down"}

PLANNED, APPLIED, WITHDRAWN, FAILED = "Planned", "Applied", "Withdrawn", "Could Not Be Applied"


def level_of(unit_type: str | None) -> str | None:
	"""Return the level on which a unit type stands, None for an unknown one."""
	return next((level for level, types in UNIT_TYPES.items() if unit_type in types), None)


def is_code_of(level: str, code: str | None) -> bool:
	"""Tell whether a text is a grid code of a level: so many ASCII digits."""
	text = code or ""
	return text.isascii() and text.isdigit() and len(text) == CODE_LENGTH[level]
