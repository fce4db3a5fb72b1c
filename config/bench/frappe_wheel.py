"""Restore the framework's own names in the pinned wheel that carries it on PyPI.

The wheel is Frappe 15.0.0-dev with "frappe", "ERPNext" and "bench" renamed throughout
(docs/decisions/0001-where-frappe-comes-from.md). Restoring them is a pure function of the wheel.
"""

import shutil
import zipfile
from pathlib import Path, PurePosixPath

PACKAGE = "criscostack"
FRAMEWORK_NAMES = (
	("Criscoerp", "ERPNext"),
	("criscoerp", "erpnext"),
	("criscostack", "frappe"),
	("Criscostack", "Frappe"),
	("CriscoStack", "Frappe"),
	("CRISCOSTACK", "FRAPPE"),
	("Crisco", "Frappe"),
)
BENCH_NAMES = (("brik", "bench"), ("Brik", "Bench"), ("BRIK", "BENCH"))
BINARY_SUFFIXES = frozenset(
	".png .jpg .jpeg .gif .ico .webp .svgz .woff .woff2 .ttf .otf .eot .mp3 .wav .mmdb .zip .gz .pdf .xlsx .pyc".split()
)


def restore(wheel: Path, target: Path) -> int:
	"""Unpack `wheel` into `target` as a Frappe app folder and return the number of files written.

	The result is complete or absent: it is made beside `target` and moved there at the end.
	"""
	partial = target.with_name(f".{target.name}.partial")
	shutil.rmtree(partial, ignore_errors=True)
	count = 0
	with zipfile.ZipFile(wheel) as archive:
		for member in archive.infolist():
			path = PurePosixPath(member.filename)
			if member.is_dir() or path.parts[0] != PACKAGE or path.name == ".DS_Store":
				continue
			destination = partial / restored_path(path)
			destination.parent.mkdir(parents=True, exist_ok=True)
			destination.write_bytes(restored_content(path, archive.read(member)))
			count += 1
	shutil.rmtree(target, ignore_errors=True)
	partial.rename(target)
	return count


def restored_path(path: PurePosixPath) -> str:
	return renamed(str(path), FRAMEWORK_NAMES + BENCH_NAMES)


def restored_content(path: PurePosixPath, content: bytes) -> bytes:
	if path.suffix.lower() in BINARY_SUFFIXES:
		return content
	try:
		text = content.decode()
	except UnicodeDecodeError:
		return content
	# Translations hold words such as "Fabrik" that contain the command's replaced name.
	in_translations = "translations" in path.parts and path.suffix == ".csv"
	return renamed(text, FRAMEWORK_NAMES if in_translations else FRAMEWORK_NAMES + BENCH_NAMES).encode()


def renamed(text: str, names: tuple[tuple[str, str], ...]) -> str:
	for replaced, original in names:
		text = text.replace(replaced, original)
	return text
