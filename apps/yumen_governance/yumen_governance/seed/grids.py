"""The root of the grid tree: the city."""

from yumen_governance.seed import ensure

CITY_CODE = "620981"


def seed() -> None:
	"""Make the city (code of GB/T 2260)."""
	values = {"grid_name": "玉门市", "grid_code": CITY_CODE, "grid_level": "City", "unit_type": "City"}
	ensure("Grid", CITY_CODE, values)
