"""Binding a long dossier in the background, telling whoever asked for it how far it is."""

import frappe
from frappe import _

from yumen_governance.dispute_resolution.dossier import making

EVENT = "dossier_bound"


def enqueue(dossier: str) -> None:
	"""Have a dossier bound after this transaction; binding it twice does no harm."""
	frappe.enqueue(
		"yumen_governance.dispute_resolution.dossier.tasks.bind",
		queue="long",
		timeout=1800,
		enqueue_after_commit=True,
		dossier=dossier,
	)


def bind(dossier: str) -> None:
	"""Bind a dossier as the person who asked for it, and tell them how far it is, that it is done, or why not."""
	doc = frappe.get_doc(making.DOSSIER, dossier)
	try:
		doc.check_permission("print")
		making.store(doc, making.whole(doc, _progress_of(dossier)))
		frappe.db.commit()
		_tell({"dossier": dossier, "is_done": True})
	except frappe.ValidationError as error:
		frappe.db.rollback()
		_tell({"dossier": dossier, "problem": str(error)})
	except Exception:
		frappe.db.rollback()
		frappe.log_error(title=f"Dossier {dossier}", reference_doctype=making.DOSSIER, reference_name=dossier)
		_tell(
			{
				"dossier": dossier,
				"problem": _("The dossier could not be bound. Please tell your administrator."),
			}
		)


def _progress_of(dossier: str) -> making.Progress:
	def progress(done: int, total: int, title: str) -> None:
		_tell({"dossier": dossier, "done": done, "total": total, "title": title})

	return progress


def _tell(message: dict) -> None:
	frappe.publish_realtime(EVENT, message, user=frappe.session.user)
