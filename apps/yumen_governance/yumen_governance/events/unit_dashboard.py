"""What the form of a functional unit shows of events: the categories that it answers for."""

from frappe import _


def extend(data: dict) -> dict:
	"""Add event categories to the connections of Functional Unit, for override_doctype_dashboards."""
	data["transactions"].append({"label": _("Events"), "items": ["Event Category"]})
	data["non_standard_fieldnames"]["Event Category"] = "responsible_unit"
	return data
