"""The page of a hall display. It holds no data: what it shows is asked for with the screen's key (api/hall_screens.py)."""

from frappe import _

from yumen_governance.service_centre.queue.screen_pages import settings_of

no_cache = 1
sitemap = 0


def get_context(context) -> None:
	"""Give the page its words, and where the realtime server is."""
	context.settings = settings_of(
		{
			"no_key": _("This screen has no valid link. Please have a new one made."),
			"no_connection": _("No connection"),
			"no_calls": _("Please wait for your number."),
			"closed": _("The windows are closed at present."),
			"nobody": _("Nobody is waiting."),
			"missed": _("Missed the call:"),
			"window": _("Window {0}"),
			"call": _("Number {0}, please go to window {1}"),
			"date": _("{0}-{1}-{2}"),
			"weekdays": [
				_("Sunday"),
				_("Monday"),
				_("Tuesday"),
				_("Wednesday"),
				_("Thursday"),
				_("Friday"),
				_("Saturday"),
			],
		}
	)
