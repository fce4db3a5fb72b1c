"""Invented outlines of the demo city's grids: neighbours share their corners, parents the outer ones of their children."""

import random

import frappe

from yumen_governance.demo.dataset import CITY, read
from yumen_governance.grid_management.grid_geometry import Ring, collection

# South-west corner of each township or street, and the size of a third-level grid, in degrees
CORNERS = {"001": (97.012, 40.268), "101": (97.15, 40.3), "102": (96.93, 40.33)}
WIDTH, HEIGHT = 0.022, 0.016
# How far a corner may lie off the even lattice, as a part of a grid's size
UNEVEN = 0.22
# West, south, east and north of the county
COUNTY = (96.25, 39.66, 98.5, 41.0)


def ensure_outlines() -> None:
	"""Draw the grids that have no boundary yet."""
	drawn = frappe.get_all("Grid", {"boundary": ["is", "set"]}, pluck="name")
	for grid, ring in _rings().items():
		if grid not in drawn:
			doc = frappe.get_doc("Grid", grid)
			doc.boundary = collection([[ring]])
			doc.save()


def _rings() -> dict[str, Ring]:
	"""The city as a rectangle, each township as a lattice: a column for each community, a row for each of its grids."""
	west, south, east, north = COUNTY
	rings = {CITY: [[west, south], [east, south], [east, north], [west, north], [west, south]]}
	for township in read("grids"):
		name, communities = CITY + township["code"], township["children"]
		rows = max(len(community["children"]) for community in communities)
		rings[name] = _outline(township["code"], 0, len(communities), 0, rows)
		for column, community in enumerate(communities):
			rings |= _column(township["code"], name + community["code"], column, community["children"])
	return rings


def _column(township: str, name: str, column: int, grids: list[dict]) -> dict[str, Ring]:
	rings = {name: _outline(township, column, column + 1, 0, len(grids))}
	for row, grid in enumerate(grids):
		rings[name + grid["code"]] = _outline(township, column, column + 1, row, row + 1)
	return rings


def _outline(township: str, left: int, right: int, low: int, high: int) -> Ring:
	"""The ring around some cells of a township's lattice, against the clock."""
	corners = [
		*((column, low) for column in range(left, right)),
		*((right, row) for row in range(low, high)),
		*((column, high) for column in range(right, left, -1)),
		*((left, row) for row in range(high, low, -1)),
		(left, low),
	]
	return [_corner(township, *corner) for corner in corners]


def _corner(township: str, column: int, row: int) -> list[float]:
	west, south = CORNERS[township]
	chance = random.Random(f"{township} {column} {row}")
	along, up = (chance.uniform(-UNEVEN, UNEVEN) for _ in range(2))
	return [round(west + (column + along) * WIDTH, 6), round(south + (row + up) * HEIGHT, 6)]
