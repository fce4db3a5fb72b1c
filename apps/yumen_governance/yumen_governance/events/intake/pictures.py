"""Pictures of an event: which are admitted, how large, how many. Place and time inside them are taken out on upload."""

import base64
import binascii
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import frappe
from frappe import _

from yumen_governance.hardening.file_types import extension_of, matches
from yumen_governance.hardening.files import came_in, safe_name, unguessable
from yumen_governance.hardening.pictures import without_metadata

EVENT = "Governance Event"
KINDS = ("jpg", "jpeg", "png", "webp", "gif", "bmp")
MEGABYTE = 1024 * 1024


class PictureError(frappe.ValidationError):
	pass


@dataclass(frozen=True)
class Picture:
	"""A picture that came with a report."""

	file_name: str
	content: bytes

	@property
	def digest(self) -> str:
		return f"{self.file_name} {hashlib.sha256(self.content).hexdigest()}"


def read_pictures(sent: object, problems: list[str]) -> tuple[Picture, ...]:
	"""Read the pictures of a report; what is wrong with them is added to the problems.

	:param sent: a list of {file_name, content}, the content as bytes or in Base64
	"""
	if sent in (None, "", []):
		return ()
	most = _limit("pictures_of_an_event")
	if not isinstance(sent, list) or not all(isinstance(row, Mapping) for row in sent):
		problems.append(_("Pictures are a list, each with file_name and content."))
		return ()
	if most and len(sent) > most:
		problems.append(_("An event may have at most {0} pictures.").format(most))
		return ()
	found = [
		Picture(safe_name(str(row.get("file_name") or "")), _content(row.get("content"))) for row in sent
	]
	problems += filter(None, (_problem(picture) for picture in found))
	return tuple(found)


def _content(sent: object) -> bytes:
	"""The bytes of a picture, none for what is no Base64."""
	if isinstance(sent, bytes):
		return sent
	try:
		return base64.b64decode(str(sent or "").rpartition(",")[2], validate=True)
	except (binascii.Error, ValueError):
		return b""


def _problem(picture: Picture) -> str | None:
	extension, megabytes = extension_of(picture.file_name), _limit("picture_megabytes")
	if extension not in KINDS or not matches(extension, picture.content):
		return _("{0} is no picture that can be read.").format(picture.file_name)
	if megabytes and len(picture.content) > megabytes * MEGABYTE:
		return _("A picture may have at most {0} MB. Please take it smaller.").format(megabytes)
	return None


def attach(event: str, pictures: tuple[Picture, ...]) -> None:
	"""Attach the pictures of a report to its event, without what a camera wrote into them."""
	attach_to(EVENT, event, pictures)


def attach_to(doctype: str, name: str, pictures: Iterable[Picture]) -> None:
	"""Attach pictures that came with a report to a record, without what a camera wrote into them."""
	for picture in pictures:
		content = without_metadata(picture.content, extension_of(picture.file_name))
		file = frappe.new_doc("File")
		file.update({"file_name": unguessable(picture.file_name), "content": content, "is_private": 1})
		file.update({"attached_to_doctype": doctype, "attached_to_name": name})
		file.insert(ignore_permissions=True)  # who may report may show what is reported
		file.db_set("file_name", picture.file_name, update_modified=False)


def admit(file, method: str | None = None) -> None:
	"""Refuse a picture of an event that is too large, or one too many (File, before_insert).

	:raises PictureError: says what the limit is
	"""
	if file.attached_to_doctype != EVENT or not came_in() or extension_of(file.file_name) not in KINDS:
		return
	megabytes, most = (_limit(name) for name in ("picture_megabytes", "pictures_of_an_event"))
	if megabytes and _size(file) > megabytes * MEGABYTE:
		frappe.throw(
			_("A picture may have at most {0} MB. Please take it smaller.").format(megabytes), PictureError
		)
	if most and count_of(file.attached_to_name) >= most:
		frappe.throw(_("An event may have at most {0} pictures.").format(most), PictureError)


def count_of(event: str) -> int:
	"""Return how many pictures are attached to an event."""
	names = frappe.get_all(
		"File", {"attached_to_doctype": EVENT, "attached_to_name": event, "is_folder": 0}, pluck="file_name"
	)
	return sum(extension_of(name) in KINDS for name in names)


def _size(file) -> int:
	content = file.get("content")
	return len(content) if content else int(file.get("file_size") or 0)


def _limit(name: str) -> int:
	return int(frappe.db.get_single_value("Event Settings", name) or 0)
