"""Places on a map over HTTP, in place of a stock endpoint that shows the places of records which the person may not read."""

import frappe
from frappe import _
from frappe.geo.utils import convert_to_geojson

COLUMNS = {"location_field": ("location",), "coordinates": ("latitude", "longitude")}


@frappe.whitelist(methods=["GET", "POST"])
def get_coords(doctype: str, filters: dict | list | str | None = None, type: str = "location_field") -> dict:
	"""Return the places of the records that the person sees, as GeoJSON.

	:param type: location_field, or coordinates for the fields latitude and longitude
	:raises frappe.PermissionError: no permission to read the DocType
	:raises frappe.ValidationError: it has no such fields
	"""
	columns, meta = COLUMNS.get(type, ()), frappe.get_meta(doctype)
	if not columns or not all(meta.has_field(column) for column in columns):
		frappe.throw(_("{0} has no place to show on a map.").format(_(meta.name)))
	rows = frappe.get_list(meta.name, frappe.parse_json(filters), ["name", *columns], limit=0)
	return convert_to_geojson(type, [row for row in rows if row.get(columns[0])])
