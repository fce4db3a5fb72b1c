"""Site settings that the product relies on."""

from yumen_governance.seed import ensure


def seed() -> None:
	"""Keep the scheduler awake through a holiday, and documents unshared."""
	ensure("System Settings", "System Settings", {"dormant_days": 36500, "disable_document_sharing": 1})
