"""A piece of evidence: what it is, who gave it, what it proves, and its copy."""

import frappe
from frappe import _

from yumen_governance.dispute_resolution.dossier import scans
from yumen_governance.dispute_resolution.dossier.record import DossierRecord
from yumen_governance.hardening import file_types


class EvidenceItem(DossierRecord):
	def validate(self):
		super().validate()
		if self.file and self.has_value_changed("file"):
			self.check_file()

	def check_file(self):
		"""Refuse a file whose content isn't what its name says; what can be bound must be readable.

		:raises scans.ScanError: says which
		"""
		file_name, content = scans.content_of(self.file)
		extension = file_types.extension_of(self.file)
		file_types.check(f"x.{extension}", content)
		if extension in scans.BOUND and not scans.is_readable(extension, content):
			frappe.throw(
				_("{0} is damaged or protected: it can't be opened.").format(file_name), scans.ScanError
			)
