"""How records of the registry are collected with the phone: one form for each kind."""

from yumen_governance.field_work.collecting import forms
from yumen_governance.seed import ensure


def seed() -> None:
	"""Make the forms."""
	for doctype, values in forms.seed_values().items():
		ensure(forms.DOCTYPE, doctype, values)
