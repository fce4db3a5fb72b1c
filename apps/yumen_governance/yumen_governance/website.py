"""What the pages outside the desk are told."""

from frappe import _


def update_website_context(context) -> None:
	"""Say a page's title in the reader's language: stock leaves "Login" as it is."""
	prefix, divider, title = (context.get("title") or "").rpartition(" - ")
	if title:
		context.title = f"{prefix}{divider}{_(title)}"
