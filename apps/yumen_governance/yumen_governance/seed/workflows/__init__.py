"""The Workflows that the app seeds, one file each; once seeded they are the administrator's to redraw."""

from yumen_governance.seed.workflows import agreements, cases, events, requests, steps
from yumen_governance.seed.workflows.making import plant

LIVES = (events.LIFE, cases.LIFE, steps.LIFE, agreements.LIFE, requests.LIFE)


def seed() -> None:
	"""Make every Workflow."""
	for life in LIVES:
		plant(life)
