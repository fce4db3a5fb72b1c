"""Papers are written with a font that was cut down once; a rare character still comes from the whole one."""

import io
import tempfile
from pathlib import Path
from unittest.mock import patch

from pypdf import PdfReader

from yumen_governance.dispute_resolution.dossier import tasks
from yumen_governance.dispute_resolution.dossier.papers import layout, typeface
from yumen_governance.tests.case import GovernanceTestCase

USUAL, RARE = "调解协议书一式三份", "𠮷"
STYLE = f"<style>p {{ font-family: {layout.FONT} }}</style>"


class TestTypeface(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		folder = self.enterContext(tempfile.TemporaryDirectory())
		self.font = Path(folder) / "fonts" / "cut.otf"
		self.enterContext(patch.object(typeface, "path", return_value=self.font))
		self.enterContext(patch.object(typeface, "usual_characters", return_value=set(map(ord, USUAL))))

	def fonts_of(self, text: str) -> set[str]:
		pdf = layout.write([layout.lay_out(f"{STYLE}<p>{text}</p>", None)], "Paper")
		page = PdfReader(io.BytesIO(pdf)).pages[0]
		self.assertIn(text, page.extract_text().replace("\n", ""))
		return {font.get_object()["/BaseFont"].split("+")[1] for font in page["/Resources"]["/Font"].values()}

	def test_whole_font_serves_until_it_was_cut(self):
		self.assertEqual(self.fonts_of(USUAL), {"Noto-Serif-CJK-SC"})

	def test_usual_text_needs_the_cut_font_alone(self):
		tasks.cut_typeface()
		self.assertEqual(self.fonts_of(USUAL), {"Paper-Song"})
		self.assertEqual(self.fonts_of(USUAL + RARE), {"Paper-Song", "Noto-Serif-CJK-SC"})

	def test_it_is_cut_once(self):
		tasks.cut_typeface()
		first = self.font.stat().st_mtime_ns
		tasks.cut_typeface()
		self.assertEqual(self.font.stat().st_mtime_ns, first)
		self.assertEqual([file.name for file in self.font.parent.iterdir()], [self.font.name])

	def test_machine_without_the_font_prints_all_the_same(self):
		with patch.object(typeface, "WHOLE", "No Such Font"):
			tasks.cut_typeface()
		self.assertFalse(self.font.exists())


class TestUsualCharacters(GovernanceTestCase):
	def test_they_are_those_of_the_national_standard(self):
		points = typeface.usual_characters()
		han = [point for point in points if 0x4E00 <= point <= 0x9FFF]
		self.assertEqual(len(han), 6763)
		self.assertLessEqual(set(map(ord, "（2026）号：，。1a")), points)
