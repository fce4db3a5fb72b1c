"""The demo data, as it stands in data/*.json."""

import json
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"
MAIL_DOMAIN = "yumen.example"
CITY = "620981"


@cache
def read(name: str) -> list | dict:
	"""Return the content of data/<name>.json."""
	return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))


def mail_of(account: str) -> str:
	"""Return the user name of a demo account."""
	return f"{account}@{MAIL_DOMAIN}"


def accounts() -> dict[str, str]:
	"""Return the user of each role's demo account: {"dispatcher": "dispatcher@…", …}."""
	return {row["key"]: mail_of(row["key"]) for row in read("people")["accounts"]}


def phone(number: int) -> str:
	"""Return a telephone number of a shape that no operator allocates."""
	return f"1990000{number:04d}"
