"""The web application behind gunicorn, run from sites/: Frappe, its static files, and a default site."""

import os
from functools import cache
from pathlib import Path

import frappe.app
from werkzeug.middleware.shared_data import SharedDataMiddleware

SITES = Path.cwd()
DEFAULT_SITE = os.environ["DEFAULT_SITE"]
SITE_HEADER = "HTTP_X_FRAPPE_SITE_NAME"


def application(environ, start_response):
	"""Answer as the site that the request names, or as the default site where it names none of the bench."""
	site = named_site(environ) or DEFAULT_SITE
	environ[SITE_HEADER] = site
	return with_static_files(site)(environ, start_response)


def named_site(environ) -> str | None:
	named = environ.get(SITE_HEADER) or environ.get("HTTP_HOST", "").split(":")[0]
	return named if named in sites() else None


def sites() -> set[str]:
	return {config.parent.name for config in SITES.glob("*/site_config.json")}


@cache
def with_static_files(site: str) -> SharedDataMiddleware:
	"""Frappe with the assets and the site's public files before it; paths that climb out are not found."""
	folders = {"/assets": SITES / "assets", "/files": SITES / site / "public" / "files"}
	return SharedDataMiddleware(
		frappe.app.application, {path: str(folder) for path, folder in folders.items()}
	)
