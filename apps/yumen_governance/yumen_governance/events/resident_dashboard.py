"""What the form of a resident shows of events: those that concern them."""

from frappe import _


def extend(data: dict) -> dict:
	"""Add the events about a resident to the connections of Resident, for override_doctype_dashboards."""
	data["transactions"].append({"label": _("Events"), "items": ["Governance Event"]})
	data["non_standard_fieldnames"]["Governance Event"] = "resident"
	return data
