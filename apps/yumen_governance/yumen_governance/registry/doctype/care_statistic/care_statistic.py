"""How many records of a kind ended in a year, grid and way: all that is left of records made anonymous.

Counted up by registry/care/erasure.py, read by the report Care Statistics, which hides small numbers. No role reads
the rows themselves.
"""

from frappe.model.document import Document


class CareStatistic(Document):
	pass
