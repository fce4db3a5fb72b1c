"""Help for a person in community correction."""

from yumen_governance.registry.care.record import CareRecord

# Frappe lists the records linked with a unit, a user or a purpose without asking who may see them
exclude_from_linked_with = True


class CommunityCorrectionRecord(CareRecord):
	pass
