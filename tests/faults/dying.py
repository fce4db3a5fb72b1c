"""The web application, for tests: its worker dies at the point that a request names in the header X-Fault.

"before commit" and "after commit" of the request's work, or "during answer": when half of it was sent.
"""

import os
import signal

import frappe
import frappe.app
from frappe.database.database import Database
from werkzeug.wrappers import Response

HEADER = "HTTP_X_FAULT"
SITE = os.environ["DEFAULT_SITE"]
commit = Database.commit


def mortal_commit(self, *arguments, **options):
	"""Commit the work of a request, and die before or after it where the request says so."""
	point = fault() if self.transaction_writes else None
	if point == "before commit":
		die()
	commit(self, *arguments, **options)
	if point == "after commit":
		die()


def application(environ, start_response):
	"""Answer as Frappe does, or half."""
	environ["HTTP_X_FRAPPE_SITE_NAME"] = SITE
	if environ.get(HEADER) != "during answer":
		return frappe.app.application(environ, start_response)
	answer = Response.from_app(frappe.app.application, environ)
	body = answer.get_data()
	start_response(answer.status, [*answer.headers.to_wsgi_list()])
	return half_of(body)


def half_of(body: bytes):
	yield body[: len(body) // 2]
	die()


def fault() -> str | None:
	request = getattr(frappe.local, "request", None)
	return request.environ.get(HEADER) if request and "intake" in request.path else None


def die() -> None:
	os.kill(os.getpid(), signal.SIGKILL)


Database.commit = mortal_commit
