"""What is done for papers in the background: a long dossier is bound, telling whoever asked how far it is; a font is cut."""

import frappe
from frappe import _

from yumen_governance.dispute_resolution.dossier import making
from yumen_governance.dispute_resolution.dossier.papers import typeface

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


def cut_typeface() -> None:
	"""Have the typeface of papers ready; every hour, so that a new site or server has it soon."""
	typeface.cut()
