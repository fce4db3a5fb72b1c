"""What installing and migrating the app does: a list of verbs."""

from yumen_governance.registry.sealing import keyring
from yumen_governance.seed import (
	care,
	categories,
	code_lists,
	custom_fields,
	desk,
	duties,
	follow_up,
	funds,
	grids,
	members,
	messages,
	permissions,
	print_formats,
	privacy,
	roles,
	routing,
	settings,
	sources,
	time_limits,
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
	keyring.ensure()
	custom_fields.seed()
	roles.seed()
	permissions.seed()
	settings.seed()
	grids.seed()
	units.seed()
	duties.seed()
	members.seed()
	funds.seed()
	categories.seed()
	sources.seed()
	follow_up.seed()
	routing.seed()
	code_lists.seed()
	care.seed()
	privacy.seed()
	workflow.seed()
	messages.seed()
	time_limits.seed()
	desk.seed()
	print_formats.seed()
