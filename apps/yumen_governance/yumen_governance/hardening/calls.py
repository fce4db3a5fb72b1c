"""What a request wants called, however it spells it.

A whitelisted function is reached as `/api/method/…` (also `/api/v1`, `/api/v2`), by the parameter `cmd` on any path, by the
name of any module that happens to import it, and through arguments of other functions that name one. All of these
come down to the function's own name here.
"""

from dataclasses import dataclass
from functools import cache

import frappe

# Functions whose arguments name a further function to call, and those arguments
NAMING = {
	"frappe.desk.search.search_link": ("query",),
	"frappe.desk.search.search_widget": ("query",),
	"frappe.desk.treeview.get_all_nodes": ("tree_method",),
	"frappe.handler.upload_file": ("method",),
	"frappe.handler.uploadfile": ("method",),
	"frappe.model.mapper.make_mapped_doc": ("method",),
	"frappe.model.mapper.map_docs": ("method",),
}
# Functions whose decorator (frappe.read_only) hides their own name
DECORATED = (
	"frappe.desk.desktop.get_desktop_page",
	"frappe.desk.notifications.get_notifications",
	"frappe.desk.notifications.get_open_count",
	"frappe.desk.query_report.run",
	"frappe.desk.reportview.export_query",
	"frappe.desk.reportview.get",
	"frappe.desk.reportview.get_count",
	"frappe.desk.reportview.get_filter_dashboard_data",
	"frappe.desk.reportview.get_list",
	"frappe.desk.reportview.get_sidebar_stats",
	"frappe.desk.reportview.get_stats",
)
RUN_DOC_METHOD = "frappe.handler.run_doc_method"
LOGIN = "frappe.handler.login"
DOCUMENT_PATHS = ("resource", "document")


@dataclass(frozen=True)
class Call:
	"""One request: a function by its own name, or a record or list by its path.

	spelled: the function as the request writes it. named: functions that the arguments name. doctype, name: what the
	path names; doc_method: the controller's method to run on it.
	"""

	method: str = ""
	spelled: str = ""
	named: tuple[tuple[str, str], ...] = ()
	doctype: str = ""
	name: str = ""
	doc_method: str = ""
	verb: str = "GET"
	version: str = "v1"

	@property
	def is_list(self) -> bool:
		return bool(self.doctype and not self.name and self.verb in ("GET", "QUERY"))


def read(request, form) -> Call | None:
	"""Read what a request wants called; None for a page or a file.

	:param request: the werkzeug request
	:param form: its parameters, frappe.form_dict
	"""
	if form.get("cmd"):
		return _of_method(form["cmd"], form, request.method)
	parts = [part for part in request.path.split("/") if part]
	if not parts or parts[0] != "api":
		return None
	versioned = parts[1:2] in (["v1"], ["v2"])
	version = parts[1] if versioned else "v1"
	return _of_path(parts[2:] if versioned else parts[1:], form, request.method, version)


def _of_path(parts: list[str], form, verb: str, version: str) -> Call | None:
	if len(parts) < 2:
		return None
	kind, *rest = parts
	if kind == "method":
		return _of_method(_spelled(rest), form, verb)
	if kind == "doctype":
		return Call(method=f"frappe.api.v2.{rest[-1]}", doctype=rest[0], verb=verb)
	if kind not in DOCUMENT_PATHS:
		return None
	doctype, *name = rest
	doc_method = form.get("run_method") or ""
	if len(name) > 2 and name[-2] == "method":
		*name, _word, doc_method = name
	return Call(doctype=doctype, name="/".join(name), doc_method=doc_method, verb=verb, version=version)


def _spelled(parts: list[str]) -> str:
	"""Return the dotted name; v2 also takes a DocType and a function of its module."""
	if len(parts) < 2:
		return parts[0]
	from frappe.modules.utils import load_doctype_module

	try:
		return f"{load_doctype_module(parts[0]).__name__}.{parts[1]}"
	except ImportError:
		return parts[1]


def _of_method(spelled: str, form, verb: str) -> Call:
	method = own_name(spelled)
	named = [form.get(key) for key in NAMING.get(method, ())]
	return Call(
		method=method,
		spelled=spelled,
		named=tuple((own_name(name), name) for name in named if isinstance(name, str) and name),
		doc_method=str(form.get("method") or "") if method == RUN_DOC_METHOD else "",
		verb=verb,
	)


def own_name(spelled: str) -> str:
	"""Return the name under which a function was defined, for any name that reaches it.

	What reaches none keeps the name as it is spelled: calling it fails later.
	"""
	dotted = spelled if "." in spelled else f"frappe.handler.{spelled}"
	try:
		function = frappe.get_attr(_renamed(dotted))
	except Exception:
		frappe.clear_last_message()
		return dotted
	qualified = f"{getattr(function, '__module__', '')}.{getattr(function, '__qualname__', '')}"
	return _behind_decorators().get(function, dotted) if "<locals>" in qualified else qualified


def _renamed(dotted: str) -> str:
	"""Return the new name of a function that the framework moved, and keeps reachable by an override of its own."""
	overrides = frappe.get_hooks("override_whitelisted_methods").get(dotted) or [dotted]
	return overrides[0] if overrides[0].startswith("frappe.") else dotted


@cache
def _behind_decorators() -> dict:
	return {frappe.get_attr(name): name for name in DECORATED}
