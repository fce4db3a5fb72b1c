"""The typeface of papers, cut down once to the usual characters.

Writing a PDF cuts its font down to the characters that occur, and that takes as long as the font is large. The whole
Noto Serif CJK has 65,000 glyphs; GB/T 2312 has the 6,763 characters that nearly every paper keeps to. A rarer character
is taken from the whole font, which the papers' styles name next.
"""

import os
import subprocess
from functools import lru_cache
from pathlib import Path

import frappe
from fontTools import subset
from fontTools.ttLib import TTFont
from weasyprint import CSS, default_url_fetcher
from weasyprint.text.fonts import FontConfiguration

WHOLE, CUT = "Noto Serif CJK SC", "Paper Song"
# Latin, punctuation, CJK punctuation and full-width forms; the rows of GB/T 2312 come with its codec
BLOCKS = (
	range(0x20, 0x7F),
	range(0xA0, 0x100),
	range(0x2000, 0x2070),
	range(0x3000, 0x3100),
	range(0xFF00, 0xFFF0),
)
BYTES = range(0xA1, 0xFF)


def path() -> Path:
	"""Return where the site keeps the cut font."""
	return Path(frappe.get_site_path("private", "fonts", "paper-song.otf"))


def styles() -> tuple[FontConfiguration, list[CSS]]:
	"""Return the fonts and styles with which papers are laid out; nothing special before the font was cut."""
	font = path()
	return _face(str(font.resolve())) if font.is_file() else (FontConfiguration(), [])


@lru_cache(maxsize=8)
def _face(font: str) -> tuple[FontConfiguration, list[CSS]]:
	"""Papers of one dossier share it, so that the font is cut down once for all of them."""
	fonts = FontConfiguration()
	face = f"@font-face {{ font-family: '{CUT}'; src: url({Path(font).as_uri()}); }}"
	return fonts, [CSS(string=face, font_config=fonts, url_fetcher=default_url_fetcher)]


def cut() -> None:
	"""Cut the font down, where that isn't done and the machine has the whole one; takes some seconds."""
	if path().is_file() or not (found := _whole()):
		return
	file, number = found
	font = TTFont(file, fontNumber=number, lazy=True)
	options = subset.Options(layout_features=["kern", "vert"], notdef_outline=True, desubroutinize=True)
	cutter = subset.Subsetter(options)
	cutter.populate(unicodes=usual_characters())
	cutter.subset(font)
	_rename(font)
	path().parent.mkdir(parents=True, exist_ok=True)
	partial = path().with_suffix(f".{os.getpid()}")
	font.save(partial)
	partial.replace(path())


def usual_characters() -> set[int]:
	"""Return the code points of GB/T 2312 and of the blocks that papers are punctuated with."""
	found = {point for block in BLOCKS for point in block}
	for first in BYTES:
		for second in BYTES:
			found.update(map(ord, bytes((first, second)).decode("gb2312", errors="ignore")))
	return found


def _whole() -> tuple[str, int] | None:
	"""Return the file of the whole font and its number in it."""
	asked = ("fc-match", "--format=%{family}\n%{file}\n%{index}", WHOLE)
	try:
		family, file, number = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.split(
			"\n"
		)
	except (OSError, subprocess.CalledProcessError):
		return None
	return (file, int(number)) if WHOLE in family.split(",") else None


def _rename(font: TTFont) -> None:
	names = {1: CUT, 4: CUT, 6: CUT.replace(" ", ""), 16: CUT}
	for record in font["name"].names:
		record.string = names.get(record.nameID, record.string)
