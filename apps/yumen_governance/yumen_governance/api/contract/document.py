"""The whole contract, as OpenAPI 3.1."""

from functools import cache

from yumen_governance import __version__
from yumen_governance.api.contract.functions import Endpoint, endpoints
from yumen_governance.api.contract.operations import operation

ABOUT = """Every function answers `{"message": …}`. A refusal has a status of its own (403 not allowed, 404 unknown,
409 done already, 417 wrong input, 429 too often) and its sentences, in Chinese, in `_server_messages`; whatever was refused
has stored nothing. Whoever has a session sends `X-Frappe-CSRF-Token` with what changes something; outside systems use a token.
Ask with `Accept: application/json`."""
SCHEMES = {
	"session": {
		"type": "apiKey",
		"in": "cookie",
		"name": "sid",
		"description": "A login (POST /api/method/login)",
	},
	"token": {
		"type": "apiKey",
		"in": "header",
		"name": "Authorization",
		"description": "token <api key>:<api secret>, of an account that an administrator made",
	},
}
REFUSAL = {
	"type": "object",
	"properties": {
		"exc_type": {"type": "string", "description": "Name of the rule that refused"},
		"_server_messages": {
			"type": "string",
			"contentMediaType": "application/json",
			"description": "JSON list of JSON objects, each with `message`",
		},
	},
}


@cache
def document() -> dict:
	"""Return the OpenAPI document; it changes with the code only."""
	found = list(endpoints())
	return {
		"openapi": "3.1.0",
		"info": {"title": "Yumen Governance", "version": __version__, "description": " ".join(ABOUT.split())},
		"servers": [{"url": "/"}],
		"tags": _tags(found),
		"paths": {each.path: {verb.lower(): operation(each, verb) for verb in each.verbs} for each in found},
		"components": {"schemas": {"Refusal": REFUSAL}, "securitySchemes": SCHEMES},
	}


def _tags(found: list[Endpoint]) -> list[dict]:
	rooms = {each.room: (each.module.__doc__ or "").partition("\n")[0] for each in found}
	return [{"name": room, "description": text} for room, text in rooms.items()]
