"""Archives of files over HTTP, in place of stock endpoints that pack and unpack any file by its name."""

import frappe
from frappe.core.api.file import unzip_file as stock_unzip_file
from frappe.core.api.file import zip_files as stock_zip_files


@frappe.whitelist(methods=["GET", "POST"])
def zip_files(files: str | list) -> None:
	"""Download files as one archive.

	:raises frappe.PermissionError: one of them isn't the person's to read
	"""
	names = frappe.parse_json(files)
	for name in names:
		frappe.get_doc("File", name).check_permission("read")
	stock_zip_files(frappe.as_json(names))


@frappe.whitelist(methods=["POST"])
def unzip_file(name: str) -> list:
	"""Unpack an archive into files beside it.

	:raises frappe.PermissionError: it isn't the person's to change
	"""
	frappe.get_doc("File", name).check_permission("write")
	return stock_unzip_file(name)
