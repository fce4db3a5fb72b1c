"""The public's door: tip-offs, tracking, notices, the hall's guide."""

from frappe import _

from yumen_governance import frontend

no_cache = 1


def get_context(context) -> None:
	"""Fill the shell; everybody may open it."""
	frontend.fill(context, "portal")
	context.title = _("Yumen Social Governance")
