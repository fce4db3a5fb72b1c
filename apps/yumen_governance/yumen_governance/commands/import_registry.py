"""bench --site … import-registry FILE --doctype Resident"""

import json
import sys
from pathlib import Path

import click
import frappe
from frappe.commands import get_site, pass_context

DOCTYPE = "Registry Import"
PATIENCE = 60  # seconds for a process that is at work on the same file


@click.command("import-registry")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--doctype", default="Resident", show_default=True, help="What the rows of the file are")
@click.option(
	"--mapping",
	type=click.Path(exists=True, dir_okay=False, path_type=Path),
	help='JSON: {"header": "field"}',
)
@click.option(
	"--update", "existing", flag_value="Update", default=True, help="Add new records, change existing ones"
)
@click.option("--skip", "existing", flag_value="Skip", help="Add new records, leave existing ones")
@click.option("--only-update", "existing", flag_value="Only Update", help="Change existing records, add none")
@click.option("--clear-empty", is_flag=True, help="An empty cell empties the field")
@click.option(
	"--create-missing/--only-existing",
	default=True,
	show_default=True,
	help="Households and addresses that residents name and nobody has registered",
)
@click.option("--dry-run", is_flag=True, help="Check the file and write nothing")
@click.option(
	"--report", type=click.Path(dir_okay=False, path_type=Path), help="Write the report to this csv or xlsx"
)
@click.option("--user", default="Administrator", show_default=True, help="Whose rights count")
@click.option("--chunk", default=2000, show_default=True, help="Rows of one transaction")
@pass_context
def import_registry(context, file: Path, report: Path | None, user: str, mapping: Path | None, **choices):
	"""Import a file into the registry, with all the checks of the page; a run that was killed is gone on with."""
	frappe.init(site=get_site(context))
	frappe.connect()
	try:
		frappe.set_user(user)
		frappe.local.lang = (
			frappe.db.get_value("User", user, "language") or frappe.db.get_default("lang") or "zh"
		)
		words = json.loads(mapping.read_text(encoding="utf-8")) if mapping else {}
		name = _prepared(file.resolve(), words, choices)
		sys.exit(0 if _run(name, report, choices["chunk"]) else 1)
	except frappe.ValidationError as problem:
		click.secho(frappe.utils.strip_html(str(problem)), fg="red", err=True)
		sys.exit(2)
	finally:
		frappe.destroy()


def _prepared(file: Path, words: dict[str, str], choices: dict) -> str:
	"""Return the import to run: the one that a killed run left, or a new one."""
	from yumen_governance.registry.importing import intake, storage
	from yumen_governance.registry.importing.states import RUNNING

	values = {
		"reference_doctype": choices["doctype"],
		"existing_records": choices["existing"],
		"empty_cells": "Clear" if choices["clear_empty"] else "Keep",
		"create_missing": int(choices["create_missing"]),
	}
	left = {"file_hash": intake.hash_of(file), "is_check": int(choices["dry_run"]), "status": ["in", RUNNING]}
	if found := frappe.get_all(DOCTYPE, {**values, **left}, pluck="name", order_by="creation desc", limit=1):
		click.echo(f"{found[0]}: continued")
		return found[0]
	doc = frappe.get_doc({"doctype": DOCTYPE, **values}).insert()
	storage.adopt(doc.name, file)
	doc.take_file(file.name)
	for column in doc.columns:
		column.target = words.get(column.header, column.target)
	doc.save()
	doc.start(choices["dry_run"])
	frappe.db.commit()
	return doc.name


def _run(name: str, report: Path | None, chunk: int) -> bool:
	"""Run an import to its end with a line of progress; return whether it got there."""
	from yumen_governance.registry.importing import reports, tasks

	_tell_columns(name)
	status = tasks.run(name, _Line(name), PATIENCE, chunk)
	click.echo()
	doc = frappe.get_doc(DOCTYPE, name)
	for fieldname in ("inserted", "updated", "unchanged", "skipped", "wrong", "made"):
		if doc.get(fieldname):
			click.echo(f"  {frappe._(doc.meta.get_label(fieldname))}: {doc.get(fieldname)}")
	if report:
		make = reports.as_xlsx if report.suffix == ".xlsx" else reports.as_csv
		report.write_bytes(make(name))
		click.echo(f"  {frappe._('Import Report')}: {report}")
	if status == "Failed":
		click.secho(doc.failure, fg="red", err=True)
	return status in ("Checked", "Imported")


def _tell_columns(name: str) -> None:
	doc = frappe.get_doc(DOCTYPE, name)
	unknown = [column.header for column in doc.columns if not column.target and column.header]
	click.echo(f"{name}: {doc.file_name}")
	if unknown:
		click.echo(f"  {frappe._('Columns that are not imported')}: {'、'.join(unknown)}")


class _Line:
	"""One line that says how far an import is."""

	def __init__(self, name: str):
		self.name = name
		self.shown = sys.stdout.isatty()

	def __call__(self, _progress: dict) -> None:
		doc = frappe.db.get_value(
			DOCTYPE, self.name, ["status", "total_rows", "done_rows", "header_row", "seconds"], as_dict=True
		)
		total = max(0, (doc.total_rows or 0) - doc.header_row)
		done = max(0, doc.done_rows - doc.header_row)
		speed = done / doc.seconds if doc.seconds else 0
		left = f"{(total - done) / speed:.0f} s" if speed else "…"
		text = f"{frappe._(doc.status)}: {done} / {total}, {speed:.0f}/s, {left}"
		click.echo(f"\r  {text:<60}", nl=False) if self.shown else click.echo(f"  {text}")
