"""Care for a young person in need of it; the name is masked wherever it is listed."""

from yumen_governance.registry.care.record import CareRecord

# Frappe lists the records linked with a unit, a user or a purpose without asking who may see them
exclude_from_linked_with = True


class YouthCareRecord(CareRecord):
	hides_every_name = True
