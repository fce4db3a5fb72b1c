"""The page of a window's rating screen. It holds no data: the visit is asked for with the screen's key (api/hall_screens.py)."""

from frappe import _

from yumen_governance.service_centre.queue.life import GRADES
from yumen_governance.service_centre.queue.screen_pages import settings_of

no_cache = 1
sitemap = 0
# How the mouth of each grade's face is drawn, in a square of 100
MOUTHS = ("M28 58q22 30 44 0z", "M30 62q20 16 40 0", "M32 66h36", "M30 72q20 -16 40 0", "M28 76q22 -28 44 0")


def get_context(context) -> None:
	"""Give the page its words and grades, and where the realtime server is."""
	context.grades = [
		{"value": grade, "label": _(grade), "mouth": mouth}
		for grade, mouth in zip(GRADES, MOUTHS, strict=True)
	]
	context.settings = settings_of(
		{
			"no_key": _("This screen has no valid link. Please have a new one made."),
			"welcome": _("Welcome"),
			"no_connection": _("No connection"),
			"question": _("Number {0}: how content are you with this visit?"),
			"hint": _("One touch is enough. No name is asked for."),
			"thanks": _("Thank you!"),
			"too_late": _("This visit can't be rated any more."),
		}
	)
