"""Making the file of an approved Export Request, as the requester and with what they may see now."""

from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import frappe
from frappe import _
from frappe.utils import now_datetime

from yumen_governance.permissions import scope
from yumen_governance.registry.exporting import vault
from yumen_governance.registry.exporting.columns import may_ask_for
from yumen_governance.registry.exporting.rows import table_of
from yumen_governance.registry.exporting.sheets import EXTENSIONS, SHEETS
from yumen_governance.registry.exporting.watermark import watermark_of
from yumen_governance.registry.sensitive_access import record_access


class NoLongerAllowedError(frappe.PermissionError):
	pass


def make(request) -> None:
	"""Make the file of an approved request, store it encrypted and write the export into the access log.

	:raises NoLongerAllowedError: the requester left, or lost the right to read these records
	"""
	with acting_as(request.requested_by), TemporaryDirectory() as folder:
		if not may_ask_for(request.reference_doctype):
			raise NoLongerAllowedError(_("The requester may no longer read these records."))
		table = table_of(request, request.requested_by)
		path = Path(folder) / f"{request.name}.{EXTENSIONS[request.file_format]}"
		rows = write(path, request, table)
		_record(request, table, rows)
		file = _store(request, path)
	request.made(file.name, path.name, rows)


def write(path: Path, request, table) -> int:
	"""Write the rows into a file and return how many there were."""
	most = frappe.db.get_single_value("Privacy Settings", "export_max_rows")
	mark = watermark_of(request.requested_by, now_datetime(), request.name, request.purpose)
	headings = [column.label for column in table.columns]
	sheet, rows = SHEETS[request.file_format](path, _(table.doctype), mark, headings), 0
	for row in table.rows(most):
		sheet.append(row)
		rows += 1
	sheet.close()
	return rows


def content_of(request) -> bytes:
	"""Return the file of a request in plain."""
	sealed = Path(frappe.get_doc("File", request.file).get_full_path()).read_bytes()
	return vault.unlock(request.name, sealed)


@contextmanager
def acting_as(user: str):
	"""Do the block as a user, with their roles, territory and language of now.

	:raises NoLongerAllowedError: the account is switched off
	"""
	if not frappe.db.get_value("User", user, "enabled"):
		raise NoLongerAllowedError(_("The requester's account is switched off."))
	before, language = frappe.session.user, frappe.local.lang
	frappe.set_user(user)
	frappe.local.lang = frappe.get_cached_value("User", user, "language") or language
	scope.forget()
	try:
		yield
	finally:
		frappe.set_user(before)
		frappe.local.lang = language
		scope.forget()


def _record(request, table, rows: int) -> None:
	record_access(
		request.reference_doctype,
		request.name,
		_contents(table),
		request.purpose,
		action="Export",
		note=f"{request.recipient}: {request.legal_basis}",
		row_count=rows,
	)


def _contents(table) -> str:
	plain = [column.label for column in table.columns if column.fieldname in table.plain]
	return f"{_('Plain Value')}: {', '.join(plain)}" if plain else "Masked Table"


def _store(request, path: Path):
	sealed = vault.lock(request.name, path.read_bytes())
	file = frappe.new_doc("File")
	file.update({"file_name": f"{path.name}.sealed", "is_private": 1, "content": sealed})
	file.update({"attached_to_doctype": request.doctype, "attached_to_name": request.name})
	with _room_for(len(sealed)):
		return file.insert(ignore_permissions=True)  # the file of an approved request


@contextmanager
def _room_for(size: int):
	"""Let a file be stored that is larger than what people may upload."""
	before = frappe.local.conf.get("max_file_size")
	frappe.local.conf["max_file_size"] = max(size, int(before or 0)) + 1
	try:
		yield
	finally:
		frappe.local.conf["max_file_size"] = before
