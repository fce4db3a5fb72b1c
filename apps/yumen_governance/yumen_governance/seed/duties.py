"""The catalogue of duties (一员多责).

The article names 综治、禁毒、卫健、民政、社保、道路交通, the city's page of 2019 adds 安监; the others are what
grid members of a county commonly do. Entry items are samples: the city's own list of over a hundred
(《玉门市活力网格建设实施方案》) isn't public.
"""

import json
from pathlib import Path

import frappe

from yumen_governance.seed import ensure

DATA = Path(__file__).parent / "data"


def seed() -> None:
	"""Make the duties, each with the unit that leads it where the office has that unit."""
	for name, duty in read().items():
		values = {
			"duty_name": name,
			"department": duty["department"]
			if frappe.db.exists("Functional Unit", duty["department"])
			else None,
			"description": duty["description"],
			"entry_items": [
				{"item_name": item, "task": task, "is_sample": 1} for item, task in duty["items"]
			],
		}
		ensure("Grid Duty", name, values)


def read() -> dict[str, dict]:
	"""Return the content of data/duties.json, by name of the duty."""
	return json.loads((DATA / "duties.json").read_text(encoding="utf-8"))
