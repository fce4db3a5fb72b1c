"""The field app's page as its service worker keeps it: it holds nobody's data, so that it may lie on any phone."""

from frappe import _

from yumen_governance import frontend

no_cache = 1


def get_context(context) -> None:
	"""Fill the shell; everybody may have it."""
	frontend.fill_shell(context, "grid")
	context.title = _("Grid App")
