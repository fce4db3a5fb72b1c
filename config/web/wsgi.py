"""The web application behind gunicorn, run from sites/: Frappe, its static files, and a default site."""

import os
from pathlib import Path

import frappe.app
from frappe.middlewares import StaticDataMiddleware
from werkzeug.middleware.shared_data import SharedDataMiddleware

SITES = Path.cwd()
DEFAULT_SITE = os.environ["DEFAULT_SITE"]


def with_default_site(application):
	"""Answer 127.0.0.1 or any other name that is no site of the bench as the default site."""

	def answer(environ, start_response):
		host = environ.get("HTTP_HOST", "").split(":")[0]
		if not (host and (SITES / host / "site_config.json").is_file()):
			environ.setdefault("HTTP_X_FRAPPE_SITE_NAME", DEFAULT_SITE)
		return application(environ, start_response)

	return answer


application = StaticDataMiddleware(
	SharedDataMiddleware(frappe.app.application, {"/assets": str(SITES / "assets")}), {"/files": str(SITES)}
)
application = with_default_site(application)
