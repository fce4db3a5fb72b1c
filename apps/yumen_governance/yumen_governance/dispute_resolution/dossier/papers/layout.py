"""Laying papers out: a template and its record become pages of A4, the pages of many papers one PDF.

WeasyPrint lays each paper out by itself, so that a changed template can't spoil another; the pages are then written once.
Nothing is fetched from anywhere: a template sees no file and no address but the pictures that are handed to it.
"""

import io

import frappe
from jinja2.sandbox import SandboxedEnvironment
from weasyprint import CSS, HTML, Document

from yumen_governance.dispute_resolution.dossier.papers import typeface
from yumen_governance.dispute_resolution.dossier.papers.paper import Paper

FONT = f'"{typeface.CUT}", "{typeface.WHOLE}", SimSun, serif'
PAGE = "@page { size: A4; margin: 24mm 22mm 22mm 27mm; }"
NUMBERED = (
	PAGE
	+ "@page { @bottom-center { content: counter(page); font: 10.5pt "
	+ FONT
	+ "; } @top-left, @top-right { content: none; } }"
)
PICTURE = "<img src='{0}' style='display: block; margin: 0 auto; max-width: 100%; max-height: 248mm; object-fit: contain'>"


class ForeignAddressError(ValueError):
	pass


def html_of(template: str, doc, paper: Paper) -> str:
	"""Render a Print Format for one record: values are escaped, nothing that people entered is a template.

	:param template: the name of a Print Format
	"""
	html, css = frappe.get_cached_value("Print Format", template, ["html", "css"])
	environment = SandboxedEnvironment(autoescape=True)
	body = environment.from_string(html).render(doc=doc, paper=paper)
	return f"<html lang='zh-CN'><head><title>{frappe.utils.escape_html(template)}</title><style>{css or ''}</style></head><body>{body}</body></html>"


def lay_out(html: str, first_page: int | None = 1) -> Document:
	"""Lay a page of HTML out on A4.

	:param first_page: the number on its first page; None for pages without numbers
	"""
	fonts, faces = typeface.styles()
	page = CSS(string=PAGE if first_page is None else _numbered_from(first_page))
	return HTML(string=html, url_fetcher=_refuse).render(stylesheets=[*faces, page], font_config=fonts)


def picture(content: bytes, kind: str) -> str:
	"""Return a page of HTML that shows one picture."""
	import base64

	address = f"data:image/{kind};base64,{base64.b64encode(content).decode()}"
	return f"<html><body style='margin: 0'>{PICTURE.format(address)}</body></html>"


def blank(pages: int) -> str:
	"""Return HTML of so many empty pages, on which the pages of a PDF are laid."""
	later = "<div style='break-before: page; height: 1px'></div>" * (pages - 1)
	return f"<html><body><div style='height: 1px'></div>{later}</body></html>"


def write(documents: list[Document], title: str) -> bytes:
	"""Write the pages of laid-out papers as one PDF."""
	pages = [page for document in documents for page in document.pages]
	together = documents[0].copy(pages)
	together.metadata.title = title
	written = io.BytesIO()
	together.write_pdf(written)
	return written.getvalue()


def _numbered_from(first_page: int) -> str:
	return f"{NUMBERED} @page :first {{ counter-reset: page {first_page}; counter-increment: page 0; }}"


def _refuse(url: str, *args, **kwargs):
	"""Fetch what a page carries with it, and nothing else."""
	if url.startswith("data:image/"):
		from weasyprint import default_url_fetcher

		return default_url_fetcher(url, *args, **kwargs)
	raise ForeignAddressError(url)
