"""Which encoding a text file is written in, found strictly: every line must be readable in it."""

import codecs
from collections.abc import Iterator
from pathlib import Path

from frappe import _

from yumen_governance.registry.importing.files.problem import refuse

UTF8, UTF8_WITH_MARK, GB18030 = "utf-8", "utf-8-sig", "gb18030"
LABELS = {UTF8: "UTF-8", UTF8_WITH_MARK: "UTF-8 (BOM)", GB18030: "GB18030"}
BLOCK = 1024 * 1024
# Chinese in UTF-8 takes three bytes a character. Such a line reads as GB18030 too, as nonsense; a line of GB18030
# reads as UTF-8 only when it is so short that it looks like characters of two bytes: those decide nothing.
FIRST_OF_THREE_BYTES = "\u0800"


def encoding_of(path: Path) -> str:
	"""Return the one encoding that every line of a file is written in.

	:raises FileProblem: a line is in none or in another than the lines before, or holds a NUL; the line is named
	"""
	with path.open("rb") as file:
		start = file.read(3)
	if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
		refuse(_("This file is written in UTF-16. Save it as “CSV UTF-8” and upload it again."))
	if _is_all(path, UTF8):
		return UTF8_WITH_MARK if start == codecs.BOM_UTF8 else UTF8
	return _encoding_by_line(path)


def _is_all(path: Path, encoding: str) -> bool:
	decoder = codecs.getincrementaldecoder(encoding)()
	try:
		for block in _blocks(path):
			decoder.decode(block)
		decoder.decode(b"", final=True)
	except UnicodeDecodeError:
		return False
	return True


def _blocks(path: Path) -> Iterator[bytes]:
	line = 1
	with path.open("rb") as file:
		while block := file.read(BLOCK):
			if (place := block.find(b"\0")) >= 0:
				line += block.count(b"\n", 0, place)
				refuse(
					_("Line {0} holds a NUL character: the file is damaged or is no text file.").format(line)
				)
			line += block.count(b"\n")
			yield block


def _encoding_by_line(path: Path) -> str:
	"""Read line by line; the first line that can only be one encoding decides for the others."""
	found = None
	with path.open("rb") as file:
		for number, line in enumerate(file, 1):
			if line.isascii():
				continue
			readable = [encoding for encoding in (UTF8, GB18030) if _reads(line, encoding)]
			if not readable:
				refuse(
					_(
						"Line {0} is written neither in UTF-8 nor in GB18030. "
						"Save the file as “CSV UTF-8” and upload it again."
					).format(number)
				)
			if len(readable) == 2 and max(line.decode(UTF8)) < FIRST_OF_THREE_BYTES:
				continue
			if found and readable[0] != found:
				_refuse_mixture(number, readable[0], found)
			found = readable[0]
	return found


def _refuse_mixture(number: int, encoding: str, before: str) -> None:
	refuse(
		_(
			"Line {0} is written in {1}, the lines before it in {2}: two files were joined. "
			"Save each as “CSV UTF-8” and join them again."
		).format(number, LABELS[encoding], LABELS[before])
	)


def _reads(line: bytes, encoding: str) -> bool:
	try:
		line.decode(encoding)
	except UnicodeDecodeError:
		return False
	return True
