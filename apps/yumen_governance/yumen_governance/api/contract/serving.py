"""Serving the contract to whoever asks: it holds nothing but what the program's text says."""

import hashlib
import json
from functools import cache

import frappe
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from yumen_governance.api.contract.document import document

PATH = "/api/openapi.json"
SECONDS = 300


def serve() -> None:
	"""Answer a request for the contract before the framework looks for a function of that name (auth_hooks).

	:raises HTTPException: it is the answer
	"""
	request = frappe.local.request
	if request.path == PATH and request.method in ("GET", "HEAD"):
		text, mark = _text()
		response = Response(text, mimetype="application/json")
		response.headers["Cache-Control"] = f"public, max-age={SECONDS}"
		response.set_etag(mark)
		raise HTTPException(response=response.make_conditional(request))


@cache
def _text() -> tuple[str, str]:
	text = json.dumps(document(), ensure_ascii=False, separators=(",", ":"))
	return text, hashlib.sha256(text.encode()).hexdigest()[:32]
