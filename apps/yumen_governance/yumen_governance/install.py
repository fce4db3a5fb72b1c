"""What installing and migrating the app does: a list of verbs."""

from yumen_governance.seed import (
	categories,
	custom_fields,
	desk,
	grids,
	permissions,
	print_formats,
	roles,
	settings,
	units,
	workflow,
)


def after_install() -> None:
	"""Seed the first records."""
	seed()


def after_migrate() -> None:
	"""Renew seeded records that nobody touched."""
	seed()


def seed() -> None:
	"""Bring every kind of seeded record up to date; may be run any number of times."""
	custom_fields.seed()
	roles.seed()
	permissions.seed()
	settings.seed()
	grids.seed()
	units.seed()
	categories.seed()
	workflow.seed()
	desk.seed()
	print_formats.seed()
