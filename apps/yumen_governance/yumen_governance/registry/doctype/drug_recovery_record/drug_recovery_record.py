"""Help for a person recovering from drugs."""

from yumen_governance.registry.care.record import CareRecord

# Frappe lists the records linked with a unit, a user or a purpose without asking who may see them
exclude_from_linked_with = True


class DrugRecoveryRecord(CareRecord):
	pass
