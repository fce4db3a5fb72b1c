"""What people have printed: stored records as they are stored, and paper that fetches nothing from elsewhere."""

import re

import frappe
from lxml import html

from yumen_governance.hardening.arguments import mapping
from yumen_governance.hardening.calls import Call
from yumen_governance.hardening.ours import is_ours

TO_PDF = "frappe.utils.print_format.report_to_pdf"
OF_A_DOCUMENT = ("frappe.www.printview.get_html_and_style", "frappe.www.printview.get_rendered_raw_commands")
FETCHING_TAGS = (
	"script",
	"iframe",
	"frame",
	"object",
	"embed",
	"base",
	"meta",
	"applet",
	"form",
	"audio",
	"video",
)
ADDRESSES = ("src", "href", "data", "srcset", "background", "poster", "action", "xlink:href")
IN_STYLES = re.compile(
	r"""url\(\s*(['"]?)(?P<address>[^'")]*)\1\s*\)|@import\s+(['"])(?P<imported>[^'"]*)\3""", re.I
)
HARMLESS = re.compile(r"^(?:data:image/(?!svg)|#|/(?!/))", re.I)
# This site's own files, whatever name the browser has for the site
STORED = re.compile(r"^https?://[^/]+(?P<path>/(?:assets|files)/.*)$", re.I)


def check(call: Call, form) -> None:
	"""Print stored records as stored, and reports without fetching anything from elsewhere.

	A record that a form sends itself could link to anything, whose title would be printed.
	"""
	if call.method == TO_PDF and form.get("html"):
		form["html"] = without_foreign_addresses(form["html"])
	if call.method in OF_A_DOCUMENT and not form.get("name"):
		_print_as_stored(form)


def _print_as_stored(form) -> None:
	document = mapping(form.get("doc"))
	if not is_ours(document.get("doctype")):
		return
	if document.get("name") and frappe.db.exists(document["doctype"], document["name"]):
		form.update({"doc": document["doctype"], "name": document["name"]})


def without_foreign_addresses(page: str) -> str:
	"""Return a page of HTML that fetches nothing but this site's own files when it becomes a PDF.

	:param page: HTML as a browser sends it
	"""
	root = html.document_fromstring(page)
	for element in list(root.iter(*FETCHING_TAGS)):
		if element.getparent() is not None:
			element.drop_tree()
	for element in root.iter():
		if isinstance(element.tag, str):
			_clean(element)
	return html.tostring(root, encoding="unicode", doctype="<!DOCTYPE html>")


def _clean(element) -> None:
	for name in ADDRESSES:
		if name in element.attrib and element.tag != "a":
			element.attrib[name] = own_address(element.attrib[name])
	if "style" in element.attrib:
		element.attrib["style"] = _own_styles(element.attrib["style"])
	if element.tag == "style" and element.text:
		element.text = _own_styles(element.text)


def _own_styles(css: str) -> str:
	return IN_STYLES.sub(
		lambda found: f"url({own_address(found['address'])})" if found["address"] else "",
		css.replace("\\", ""),
	)


def own_address(address: str) -> str:
	"""Return an address that leads to this site's own files, empty for any other."""
	address = address.strip()
	if HARMLESS.match(address):
		return address
	stored = STORED.match(address)
	return stored["path"] if stored else ""
