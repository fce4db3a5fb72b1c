"""Where an event happened: a marker on the map, stored with the event, from which its grid is found."""

import json

from frappe import _

DECIMALS = 6


class PlaceError(ValueError):
	"""What is wrong with a place, in the reader's language."""


def point_of(location: str | None) -> tuple[float, float] | None:
	"""Return longitude and latitude of the one marker in a GeoJSON text, None for an empty map.

	:raises PlaceError: it isn't GeoJSON, or holds something else than one marker
	"""
	if not location:
		return None
	try:
		features = json.loads(location)["features"]
		points = [feature["geometry"] for feature in features]
		if not points:
			return None
		if len(points) > 1 or points[0]["type"] != "Point":
			raise PlaceError(_("Set one marker on the map, and nothing else."))
		longitude, latitude = (round(float(degrees), DECIMALS) for degrees in points[0]["coordinates"][:2])
	except PlaceError:
		raise
	except (ValueError, TypeError, KeyError, IndexError):
		raise PlaceError(_("The place on the map can't be read. Please set the marker again.")) from None
	return longitude, latitude


def location_of(longitude: float, latitude: float) -> str:
	"""Return the GeoJSON text of one marker, as the map keeps it."""
	geometry = {"type": "Point", "coordinates": [longitude, latitude]}
	feature = {"type": "Feature", "properties": {}, "geometry": geometry}
	return json.dumps({"type": "FeatureCollection", "features": [feature]}, separators=(",", ":"))
