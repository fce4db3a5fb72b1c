"""bench --site … load-governance-demo --accounts-file …"""

import json
import os
import secrets
from pathlib import Path

import click
import frappe
from frappe.commands import get_site, pass_context


@click.command("load-governance-demo")
@click.option("--accounts-file", required=True, type=click.Path(dir_okay=False, path_type=Path))
@pass_context
def load_governance_demo(context, accounts_file: Path):
	"""Load the demo city and write the demo accounts with random passwords to a file."""
	from yumen_governance.demo.dataset import accounts
	from yumen_governance.demo.load import load

	known = _read(accounts_file)
	passwords = {key: known.get(key, {}).get("password") or secrets.token_urlsafe(12) for key in accounts()}
	entries = {key: {"user": user, "password": passwords[key]} for key, user in accounts().items()}
	_write(accounts_file, {**known, **entries})
	frappe.init(site=get_site(context))
	frappe.connect()
	try:
		load(passwords)
		frappe.db.commit()  # a command is the end of its transaction
	finally:
		frappe.destroy()


def _read(path: Path) -> dict:
	return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def _write(path: Path, accounts: dict) -> None:
	"""Put the file in its place in one move, readable by its owner only."""
	draft = path.with_name(f".{path.name}.{os.getpid()}")
	descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
	with os.fdopen(descriptor, "w", encoding="utf-8") as file:
		json.dump(accounts, file, ensure_ascii=False, indent=1)
	os.replace(draft, path)
