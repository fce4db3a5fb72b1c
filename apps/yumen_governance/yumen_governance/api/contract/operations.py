"""One operation of the contract: how a function is called, with what, and what it answers."""

import functools
import inspect
import re
from types import ModuleType
from typing import get_args

import frappe
from pydantic import TypeAdapter
from pydantic.errors import PydanticSchemaGenerationError
from werkzeug.wrappers import Response

from yumen_governance.api.contract import docstrings
from yumen_governance.api.contract.functions import Endpoint

JSON, FORM, MULTIPART = "application/json", "application/x-www-form-urlencoded", "multipart/form-data"
REFUSAL = {"$ref": "#/components/schemas/Refusal"}
SIGNED_IN = [{"session": []}, {"token": []}]
# Not said by any function, because the door refuses before it
DOOR = {
	"403": "Not for this person, or not by this verb",
	"417": "An argument is missing, of another kind, or refused; the sentence says which",
	"429": "Too many requests; older versions of the framework say 417",
}
# A docstring may begin a reason with its status
STATUS = re.compile(r"^\d{3}(?:, )?")


def operation(endpoint: Endpoint, verb: str) -> dict:
	"""Return the operation of a function under one of its verbs."""
	told = docstrings.read(endpoint.function.__doc__)
	found = {
		"operationId": f"{endpoint.name}.{verb.lower()}",
		"tags": [endpoint.room],
		"summary": told.summary,
		"security": [] if endpoint.is_open else SIGNED_IN,
		"responses": _responses(endpoint, told),
	}
	if told.description:
		found["description"] = told.description
	arguments = [each for each in endpoint.signature.parameters.values() if each.kind is not each.VAR_KEYWORD]
	if verb == "GET":
		found["parameters"] = [_parameter(each, told) for each in arguments]
	elif arguments or told.files:
		found["requestBody"] = _body(arguments, told)
	return found


def _parameter(argument: inspect.Parameter, told: docstrings.Told) -> dict:
	schema = schema_of(argument.annotation)
	return {
		"name": argument.name,
		"in": "query",
		"required": argument.default is argument.empty,
		"schema": {**_as_text(schema), **_default(argument)},
		**_described(told.params.get(argument.name)),
	}


def _body(arguments: list[inspect.Parameter], told: docstrings.Told) -> dict:
	values = {
		each.name: {
			**schema_of(each.annotation),
			**_default(each),
			**_described(told.params.get(each.name)),
		}
		for each in arguments
	}
	required = [each.name for each in arguments if each.default is each.empty]
	schema = _object(values, required)
	texts = _object({name: _as_text(value) for name, value in values.items()}, required)
	if not told.files:
		return {"required": bool(required), "content": {JSON: {"schema": schema}, FORM: {"schema": texts}}}
	files = {
		name: {"type": "array", "items": {"type": "string", "format": "binary"}, "description": text}
		for name, text in told.files.items()
	}
	uploads = _object({**texts["properties"], **files}, required)
	return {"required": True, "content": {MULTIPART: {"schema": uploads}, FORM: {"schema": texts}}}


def _object(values: dict, required: list[str]) -> dict:
	return {"type": "object", "properties": values, **({"required": required} if required else {})}


def _responses(endpoint: Endpoint, told: docstrings.Told) -> dict:
	answers = {"200": _success(endpoint, told)}
	refusals = {status: text for status, text in DOOR.items() if status != "429" or endpoint.is_open}
	for name, text in told.raises.items():
		status = str(getattr(refusing(name, endpoint.module), "http_status_code", 500))
		known = refusals.get(status) if status not in DOOR else None
		text = STATUS.sub("", text) or name
		refusals[status] = f"{known}; {text}" if known else text
	refusals |= told.answers
	for status, text in sorted(refusals.items()):
		answers[status] = {"description": text, "content": {JSON: {"schema": REFUSAL}}}
	return {**answers, "4XX": {"description": "Refused", "content": {JSON: {"schema": REFUSAL}}}}


def _success(endpoint: Endpoint, told: docstrings.Told) -> dict:
	annotation = endpoint.signature.return_annotation
	described = {"description": told.returned or told.summary or "Done"}
	if annotation is Response:
		return {**described, "content": {"*/*": {}}}
	# The framework leaves out a message that is None
	may_lack = annotation is None or type(None) in get_args(annotation)
	message = {} if annotation is None else {"message": schema_of(annotation)}
	return {**described, "content": {JSON: {"schema": _object(message, [] if may_lack else ["message"])}}}


def refusing(name: str, module: ModuleType) -> type[Exception]:
	"""Return the exception that a docstring names.

	:raises LookupError: there is none of this name
	"""
	found = functools.reduce(lambda place, part: getattr(place, part, None), name.split("."), module)
	if inspect.isclass(found):
		return found
	last = name.rpartition(".")[2]
	named = (each for above in (frappe.ValidationError, Exception) for each in _below(above))
	known = getattr(frappe, last, None) or next((each for each in named if each.__name__ == last), None)
	if not known:
		raise LookupError(f"{module.__name__}: {name}")
	return known


def _below(above: type) -> list[type]:
	return [each for child in above.__subclasses__() for each in (child, *_below(child))]


def schema_of(annotation: object) -> dict:
	"""Return the JSON schema of a type; anything for one that JSON doesn't know."""
	if annotation is inspect.Parameter.empty:
		return {}
	try:
		return TypeAdapter(annotation).json_schema()
	except PydanticSchemaGenerationError:
		return {}


def _as_text(schema: dict) -> dict:
	"""Return a schema as forms and addresses can say it: objects and lists become JSON text."""
	kinds = [each for each in schema.get("anyOf", [schema]) if each.get("type") not in ("object", "array")]
	if len(kinds) == len(schema.get("anyOf", [schema])):
		return schema
	described = {key: value for key, value in schema.items() if key in ("description", "default")}
	return {**described, "type": "string", "contentMediaType": JSON}


def _default(argument: inspect.Parameter) -> dict:
	return {} if argument.default in (argument.empty, None) else {"default": argument.default}


def _described(text: str | None) -> dict:
	return {"description": text} if text else {}
