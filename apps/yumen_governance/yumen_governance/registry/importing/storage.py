"""Where uploaded files lie: a private folder of the site that nothing serves, until their import is done."""

import os
import shutil
from pathlib import Path
from typing import BinaryIO

import frappe
from frappe import _

from yumen_governance.registry.importing.files.limits import MEGABYTE, Limits
from yumen_governance.registry.importing.files.problem import refuse

FOLDER = "registry-imports"
SETTINGS = "Registry Import Settings"


def limits() -> Limits:
	"""Return how large a file may be, as the office set it."""
	settings = frappe.get_cached_doc(SETTINGS)
	return Limits(size=settings.largest_file * MEGABYTE, rows=settings.most_rows)


def upload_of(name: str) -> Path:
	"""Return where the file of an import lies."""
	return _folder() / f"{name}.upload"


def coming_of(name: str) -> Path:
	"""Return where the file that is being uploaded to an import lies."""
	return _folder() / f"{name}.coming"


def rows_of(name: str) -> Path:
	"""Return where the unpacked rows of an import lie."""
	return _folder() / f"{name}.rows"


def append(name: str, offset: int, piece: BinaryIO) -> int:
	"""Append a piece of an upload; a piece that came before is written over, so that it may be sent again.

	:param offset: where the piece begins, in bytes; 0 begins the file anew
	:return: the size of the file now
	:raises FileProblem: a piece is missing before this one, or the file is too large
	"""
	place, most = coming_of(name), limits().size
	held = place.stat().st_size if offset and place.exists() else 0
	if offset > held:
		refuse(_("A part of the file is missing. Upload it again."))
	with os.fdopen(os.open(place, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as file:
		file.truncate(offset)
		file.seek(offset)
		shutil.copyfileobj(piece, file, MEGABYTE)
		size = file.tell()
	if size > most:
		place.unlink()
		refuse(_("The file is larger than {0} MB. Split it and import the parts.").format(most // MEGABYTE))
	return size


def adopt(name: str, source: Path) -> None:
	"""Take a copy of a file that lies on this machine."""
	with source.open("rb") as file:
		append(name, 0, file)


def remove(name: str) -> None:
	"""Remove the files of an import."""
	for place in (coming_of(name), upload_of(name), rows_of(name)):
		for path in (place, place.with_name(f"{place.name}.partial")):
			path.unlink(missing_ok=True)


def keep(name: str) -> None:
	"""Put the uploaded file in its place; an earlier one and its rows are gone with that."""
	rows_of(name).unlink(missing_ok=True)
	coming_of(name).rename(upload_of(name))


def names_before(moment: float) -> set[str]:
	"""Return the imports that have files here which nobody has touched since a moment (seconds since 1970)."""
	return {path.name.partition(".")[0] for path in _folder().iterdir() if path.stat().st_mtime < moment}


def _folder() -> Path:
	folder = Path(frappe.get_site_path("private", FOLDER))
	folder.mkdir(mode=0o700, parents=True, exist_ok=True)
	return folder
