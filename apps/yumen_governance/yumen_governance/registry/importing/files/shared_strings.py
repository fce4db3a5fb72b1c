"""The shared strings of a workbook, kept on disk: a population has more of them than memory should hold."""

import os
import tempfile
import zipfile
from array import array
from xml.parsers import expat

from yumen_governance.registry.importing.files.workbook import refuse_damaged, strict_parser

BLOCK = 256 * 1024
REMEMBERED = 20_000


class SharedStrings:
	"""Texts by their number, unpacked as far as they are asked for."""

	def __init__(self, archive: zipfile.ZipFile, part: str | None):
		self._source = archive.open(part) if part else None
		self._store = tempfile.TemporaryFile()  # noqa: SIM115 closed by close()
		self._ends = array("Q", [0])
		self._remembered: dict[int, str] = {}
		self._parser = strict_parser()
		self._parser.StartElementHandler = self._start
		self._parser.EndElementHandler = self._end
		self._parser.CharacterDataHandler = self._characters
		self._pieces: list[str] = []
		self._in_text = self._in_phonetic = False

	def __getitem__(self, number: int) -> str:
		text = self._remembered.get(number)
		if text is None:
			text = self._read(number)
			if len(self._remembered) < REMEMBERED:
				self._remembered[number] = text
		return text

	def close(self) -> None:
		self._store.close()
		if self._source:
			self._source.close()

	def _read(self, number: int) -> str:
		while self._source and len(self._ends) < number + 2:
			self._unpack()
		if not 0 <= number < len(self._ends) - 1:
			refuse_damaged()
		start = self._ends[number]
		return os.pread(self._store.fileno(), self._ends[number + 1] - start, start).decode()

	def _unpack(self) -> None:
		try:
			block = self._source.read(BLOCK)
			self._parser.Parse(block, not block)
		except (expat.ExpatError, zipfile.BadZipFile, EOFError):
			refuse_damaged()
		self._store.flush()
		if not block:
			self._source.close()
			self._source = None

	def _start(self, name: str, _attributes: dict) -> None:
		tag = name.rpartition(":")[2]
		if tag == "si":
			self._pieces = []
		elif tag == "rPh":
			self._in_phonetic = True
		elif tag == "t":
			self._in_text = not self._in_phonetic

	def _end(self, name: str) -> None:
		tag = name.rpartition(":")[2]
		if tag == "si":
			data = "".join(self._pieces).encode()
			self._store.write(data)
			self._ends.append(self._ends[-1] + len(data))
		elif tag == "rPh":
			self._in_phonetic = False
		elif tag == "t":
			self._in_text = False

	def _characters(self, text: str) -> None:
		if self._in_text:
			self._pieces.append(text)
