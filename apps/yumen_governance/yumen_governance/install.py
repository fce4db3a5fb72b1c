"""What installing and migrating the app does: a list of verbs."""

from yumen_governance.registry.sealing import keyring
from yumen_governance.seed import (
	care,
	categories,
	code_lists,
	collecting,
	committees,
	custom_fields,
	desk,
	disputes,
	dossier,
	duties,
	field_work,
	follow_up,
	funds,
	grids,
	hall,
	members,
	messages,
	methods,
	permissions,
	portal,
	print_formats,
	privacy,
	roles,
	rounds,
	routing,
	service_items,
	settings,
	sources,
	statutory,
	time_limits,
	units,
	windows,
	workflows,
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
	seed_hall()
	duties.seed()
	members.seed()
	funds.seed()
	categories.seed()
	disputes.seed()
	sources.seed()
	follow_up.seed()
	routing.seed()
	code_lists.seed()
	seed_field_work()
	care.seed()
	privacy.seed()
	committees.seed()
	methods.seed()
	workflows.seed()
	service_items.seed()
	messages.seed()
	seed_limits()
	portal.seed()
	desk.seed()
	seed_papers()


def seed_hall() -> None:
	"""The windows of the hall, its queue and its rooms."""
	windows.seed()
	hall.seed()


def seed_field_work() -> None:
	"""Entry days and visits, what members collect, and the rounds that they make."""
	field_work.seed()
	collecting.seed()
	rounds.seed()


def seed_limits() -> None:
	"""The time limits of the office and of the law."""
	time_limits.seed()
	statutory.seed()
	disputes.seed_limits()


def seed_papers() -> None:
	"""What is printed, and what a dossier consists of."""
	print_formats.seed()
	dossier.seed()
