"""The shells of the apps for phones: which built files a page loads, what it is told at its start, its service worker."""

import json
from pathlib import Path

import frappe
from frappe import _
from frappe.website.page_renderers.template_page import TemplatePage
from werkzeug.wrappers import Response

BUILT = Path(__file__).parent / "public" / "frontend"
ADDRESS = "/assets/yumen_governance/frontend"
DOORS = ("portal", "grid")
PAGES = (*DOORS, "grid-shell")
# The pages speak Chinese, whatever the browser prefers
LANGUAGE = "zh"
WORKERS = {f"{door}-sw.js": BUILT / door / "sw.js" for door in DOORS}


class NotBuiltError(frappe.ValidationError):
	http_status_code = 503


def files_of(door: str) -> dict[str, list[str]]:
	"""Return the addresses of what a page loads at once: `scripts`, `preloads` (what these import) and `styles`.

	:param door: portal or grid
	:raises NotBuiltError: the front end wasn't built; says how
	"""
	try:
		manifest = json.loads((BUILT / door / "manifest.json").read_text())
	except FileNotFoundError:
		frappe.throw(_("The front end of this site was not built yet. Run: bench build"), NotBuiltError)
	entry = next(name for name, chunk in manifest.items() if chunk.get("isEntry"))
	chunks = _imported(manifest, entry)
	return {
		"scripts": _addresses(door, [manifest[entry]["file"]]),
		"preloads": _addresses(door, [manifest[name]["file"] for name in chunks if name != entry]),
		"styles": _addresses(door, [file for name in chunks for file in manifest[name].get("css", ())]),
	}


def _imported(manifest: dict, entry: str) -> list[str]:
	"""Return an entry and all chunks that it imports at once, directly or through others."""
	found = [entry]
	for name in found:
		found += [other for other in manifest[name].get("imports", ()) if other not in found]
	return found


def _addresses(door: str, files: list[str]) -> list[str]:
	return [f"{ADDRESS}/{door}/{file}" for file in dict.fromkeys(files)]


def fill(context, door: str) -> None:
	"""Give a page what its template shows.

	The token against forged requests is told to who is logged in: others have no session that one could misuse.
	"""
	fill_shell(context, door)
	user = frappe.session.user
	is_known = user != "Guest"
	context.boot = {
		"user": user if is_known else None,
		"full_name": frappe.utils.get_fullname(user) if is_known else None,
		"csrf_token": frappe.sessions.get_csrf_token() if is_known else None,
	}


def fill_shell(context, door: str) -> None:
	"""Give a page what its template shows, and nothing about who asks for it: a phone keeps it for everybody."""
	frappe.local.lang = LANGUAGE
	context.update({"no_cache": 1, "no_breadcrumbs": 1, "door": door, "files": files_of(door), "boot": {}})


class Shell(TemplatePage):
	"""Serves the pages of the apps (www/portal, www/grid, www/grid-shell), which no cache on the way may keep."""

	def can_render(self) -> bool:
		"""Whether the path is that of an app."""
		return self.path in PAGES and super().can_render()

	def render(self) -> Response:
		"""Answer with the page."""
		response = super().render()
		response.headers["Cache-Control"] = "no-store"
		return response


class ServiceWorker:
	"""Serves the service workers from the root of the site: they may only govern addresses below their own."""

	def __init__(self, path: str, http_status_code: int | None = None):
		self.path = path

	def can_render(self) -> bool:
		"""Whether the path is that of a service worker."""
		return self.path in WORKERS

	def render(self) -> Response:
		"""Answer with the script, which browsers are to ask for anew each time.

		One that isn't built yet is missing now alone: of the pages that it doesn't find, the framework remembers the address.
		"""
		headers = {"Cache-Control": "no-cache"}
		if not WORKERS[self.path].is_file():
			return Response(status=404, headers=headers)
		return Response(WORKERS[self.path].read_bytes(), mimetype="text/javascript", headers=headers)
