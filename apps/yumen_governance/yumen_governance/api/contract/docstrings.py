"""Docstrings, read for the contract: what a function does, its arguments, what it returns and why it refuses."""

import inspect
import re
from dataclasses import dataclass, field

# `:param limit: how many`, `:raises TooManyError: 429, …`, `:answers 503: …`, `:files pictures: …`, `:return: …`
MARK = re.compile(r"^:(?P<kind>\w+)(?: (?P<name>[\w.]+))?:\s*(?P<text>.*)$")


@dataclass
class Told:
	"""What a docstring says; `answers` are statuses that are returned and not raised, `files` come as uploads."""

	summary: str = ""
	description: str = ""
	returned: str = ""
	params: dict[str, str] = field(default_factory=dict)
	files: dict[str, str] = field(default_factory=dict)
	raises: dict[str, str] = field(default_factory=dict)
	answers: dict[str, str] = field(default_factory=dict)


def read(docstring: str | None) -> Told:
	"""Read a docstring."""
	told, prose, target = Told(), [], None
	for line in inspect.cleandoc(docstring or "").splitlines():
		mark = MARK.match(line)
		if mark:
			target = _place(told, mark["kind"], mark["name"] or "")
			_add(target, mark["text"])
		elif target and line.startswith((" ", "\t")):
			_add(target, line.strip())
		else:
			prose.append(line)
	told.summary, _newline, rest = "\n".join(prose).strip().partition("\n\n")
	told.summary = " ".join(told.summary.split())
	told.description = " ".join(rest.split())
	told.returned = told.answers.pop("", "")
	return told


def _place(told: Told, kind: str, name: str) -> tuple[dict, str]:
	places = {"param": told.params, "files": told.files, "raises": told.raises}
	return places.get(kind, told.answers), name


def _add(target: tuple[dict, str], text: str) -> None:
	found, name = target
	found[name] = f"{found.get(name, '')} {text}".strip()
