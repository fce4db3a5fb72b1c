"""GovernedFile: files that people bring are admitted by kind, kept private with the app's records, and named beyond guessing."""

import hashlib
import os
import re

import frappe
from frappe import _
from frappe.core.doctype.file.file import File
from frappe.core.doctype.file.utils import decode_file_content

from yumen_governance.hardening import file_types
from yumen_governance.hardening.file_urls import is_private, is_stored, may_use, refuse_url
from yumen_governance.hardening.ours import is_ours
from yumen_governance.hardening.pictures import without_metadata
from yumen_governance.permissions import satellites

UNSAFE = re.compile(r"[^\w\u3400-\u9fff .()（）【】《》、，+-]|\.\.+")
# The file system takes 255 bytes; three for each Chinese character, some for the random part
LONGEST_STEM = 60
RANDOM_PART = 12
REMOTE = ("http://", "https://")


class GovernedFile(File):
	"""The framework's File; the rules apply to what comes in by a request, not to what the server writes itself."""

	def before_insert(self):
		shown = None
		if not self.is_folder:
			self.check_target()
			self.check_source()
			self.keep_private()
			shown = self.admit_content()
		super().before_insert()
		if shown:
			self.file_name = shown

	def save_file(self, *args, **kwargs):
		"""Give each upload a place of its own; what only names a stored file shares its place.

		The framework lets equal contents share one place, across records: who makes their own copy public would make
		everybody's public.
		"""
		if self.is_new() and self.file_url and self.share_stored():
			return None
		shown, is_stored_already = self.file_name, bool(self.file_url)
		if is_stored_already:
			self.file_name = os.path.basename(self.file_url)
		saved = super().save_file(*args, **{**kwargs, "ignore_existing_file_check": True})
		if is_stored_already:
			self.file_name = shown
		if self.file_url and self.content_hash:
			self.content_hash = hashlib.sha256(f"{self.content_hash} {self.file_url}".encode()).hexdigest()
		return saved

	def share_stored(self) -> bool:
		"""Take over what another File says of the same place; tell whether there is one."""
		fields = ["content_hash", "file_size", "is_private"]
		stored = frappe.db.get_value(
			"File", {"file_url": self.file_url, "is_folder": 0}, fields, as_dict=True
		)
		self.update(stored or {})
		return bool(stored)

	def validate(self):
		if not self.is_folder and not self.is_new():
			self.keep_private()
			if self.has_value_changed("attached_to_doctype") or self.has_value_changed("attached_to_name"):
				self.check_target()
			if self.has_value_changed("file_url"):
				self.check_source()
		super().validate()

	def check_target(self):
		"""Refuse to attach a file to a record of the app that the person may not read."""
		if came_in():
			satellites.refuse_on_unseen(self)

	def check_source(self):
		"""Refuse an address out of the files' folders, or of a private file that the person may not read."""
		if not came_in() or not self.file_url or self.get("content"):
			return
		if self.file_url.startswith(REMOTE):
			self.check_remote()
		elif not is_stored(self.file_url):
			refuse_url(self.file_url)
		if is_private(self.file_url) and not may_use(self.file_url):
			refuse_url(self.file_url)

	def check_remote(self):
		if is_ours(self.attached_to_doctype) and "/files/" not in self.file_url:
			frappe.throw(
				_("Please upload the file itself: what lies elsewhere can be changed or vanish there.")
			)

	def keep_private(self):
		"""Files of the app's records are private, whatever the request says."""
		if is_ours(self.attached_to_doctype) and not (self.file_url or "").startswith("/files/"):
			self.is_private = 1

	def admit_content(self) -> str | None:
		"""Check and clean what was uploaded, and give it a name on disk that can't be guessed.

		:return: the name to show, None when nothing was uploaded
		"""
		if not came_in() or not self.get("content"):
			return None
		content = self.content if not self.decode else decode_file_content(self.content)
		content = content.encode() if isinstance(content, str) else content
		shown = safe_name(self.file_name)
		file_types.check(shown, content)
		self.content, self.decode = without_metadata(content, file_types.extension_of(shown)), False
		self.file_name = unguessable(shown)
		return shown


def came_in() -> bool:
	"""Tell whether a request is under way, so that a file may be one that a person sent."""
	return bool(getattr(frappe.local, "request", None))


def safe_name(file_name: str | None) -> str:
	"""Return a file's name without what means something to file systems, addresses or pages."""
	stem, extension = os.path.splitext(os.path.basename((file_name or "").replace("\\", "/")).strip())
	stem = UNSAFE.sub("_", stem).strip(" ._")[:LONGEST_STEM]
	return f"{stem or _('File')}{UNSAFE.sub('', extension)}"


def unguessable(file_name: str) -> str:
	"""Return a name for the disk: the shown one with a random part."""
	stem, extension = os.path.splitext(file_name)
	return f"{stem}-{frappe.generate_hash(length=RANDOM_PART)}{extension}"
