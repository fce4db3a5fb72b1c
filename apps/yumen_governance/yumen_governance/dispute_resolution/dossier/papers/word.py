"""A paper as a Word file for editing: made from the same rendered template as its PDF, so that there is one template.

Headings, paragraphs, lists of signatures and tables are carried over; the look (size of letters, boxes) only roughly.
"""

import io

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from lxml import html

BODY, HEADING = "仿宋", "宋体"
SIZES = {"h1": 22, "h2": 16, "p": 14}
INDENT = Pt(28)
SIGN, FINGER, PLACE = "＿＿＿＿＿＿＿＿", "（指印）", "（印章）"
MARKS = {"sign": SIGN, "finger": FINGER, "place": PLACE}


def docx_of(page: str) -> bytes:
	"""Return a rendered paper as a Word file.

	:param page: HTML as `layout.html_of` gives it
	"""
	document = Document()
	_set_page(document)
	for element in html.document_fromstring(page).body.iter("h1", "h2", "p", "table"):
		if element.tag == "table" and not _is_inside_table(element):
			_add_table(document, element)
		elif element.tag != "table" and not _is_inside_table(element):
			_add_paragraph(document, element)
	written = io.BytesIO()
	document.save(written)
	return written.getvalue()


def _set_page(document) -> None:
	section = document.sections[0]
	section.page_width, section.page_height = Mm(210), Mm(297)
	section.left_margin, section.right_margin = Mm(27), Mm(22)
	section.top_margin, section.bottom_margin = Mm(24), Mm(22)
	_set_font(document.styles["Normal"], BODY, SIZES["p"])


def _set_font(styled, font: str, size: int) -> None:
	styled.font.name, styled.font.size = font, Pt(size)
	properties = styled.element.get_or_add_rPr()
	properties.get_or_add_rFonts().set(qn("w:eastAsia"), font)


def _is_inside_table(element) -> bool:
	return any(parent.tag == "table" for parent in element.iterancestors())


def _add_paragraph(place, element) -> None:
	paragraph = place.add_paragraph()
	paragraph.paragraph_format.space_after = Pt(0)
	paragraph.alignment = _alignment(element)
	if _is_indented(element):
		paragraph.paragraph_format.first_line_indent = INDENT
	run = paragraph.add_run(text_of(element))
	is_heading = element.tag in ("h1", "h2")
	_set_font(run, HEADING if is_heading else BODY, SIZES.get(element.tag, SIZES["p"]))


def _alignment(element):
	style, classes = element.get("style") or "", (element.get("class") or "").split()
	in_seal = any("seal" in (parent.get("class") or "").split() for parent in element.iterancestors())
	if "text-align: left" in style:
		return WD_ALIGN_PARAGRAPH.LEFT
	if in_seal or "number" in classes or "text-align: right" in style:
		return WD_ALIGN_PARAGRAPH.RIGHT
	return WD_ALIGN_PARAGRAPH.CENTER if element.tag in ("h1", "h2") else WD_ALIGN_PARAGRAPH.JUSTIFY


def _is_indented(element) -> bool:
	own = (element.get("class") or "").split()
	above = (element.getparent().get("class") or "").split()
	return element.tag == "p" and ("text" in own or "text" in above)


def _add_table(document, element) -> None:
	rows = [row.xpath("./td|./th") for row in element.iter("tr")]
	columns = max((sum(_span(cell) for cell in row) for row in rows), default=0)
	if not columns:
		return
	bordered = not any("signs" in (parent.get("class") or "").split() for parent in element.iterancestors())
	table = document.add_table(rows=0, cols=columns, style="Table Grid" if bordered else None)
	for row in rows:
		_add_row(table.add_row().cells, row)


def _add_row(cells, row) -> None:
	place = 0
	for cell in row:
		last = min(place + _span(cell), len(cells)) - 1
		merged = cells[place].merge(cells[last]) if last > place else cells[place]
		merged.text = text_of(cell)
		place = last + 1
		if place >= len(cells):
			return


def _span(cell) -> int:
	return int(cell.get("colspan") or 1)


def text_of(element) -> str:
	"""Return the text of an element, with a line for each paragraph, and marks where people sign."""
	found = []
	for node in element.iter():
		mark = next((MARKS[name] for name in (node.get("class") or "").split() if name in MARKS), None)
		if node is not element and node.tag in ("p", "br"):
			found.append("\n")
		found.append(mark or node.text or "")
		if node is not element:
			found.append(node.tail or "")
	lines = "".join(found).replace("\t", "").split("\n")
	return "\n".join(line.strip(" ") for line in lines if line.strip())
