"""What a window does for people: what is asked for, how long it takes, what comes of it."""

import re

import frappe
from frappe import _
from frappe.model.document import Document

CHOICE = "Choice"
# What an item must name to become a record of a kind
TARGETS = {"Governance Event": "event_category", "Resolution Step": "method"}


class ItemError(frappe.ValidationError):
	pass


class ServiceItem(Document):
	def validate(self):
		self.item_name = (self.item_name or "").strip()
		self.validate_questions()
		self.validate_results()
		self.validate_target()
		self.validate_roads()

	def validate_questions(self):
		"""Give each question a name of its own, which stays with it, and check its choices.

		:raises ItemError: two questions alike, or a choice of fewer than two
		"""
		labels = [(row.label or "").strip() for row in self.own_fields]
		if len(labels) != len(set(labels)):
			frappe.throw(_("A question is listed twice."), ItemError)
		for row in self.own_fields:
			row.label = row.label.strip()
			row.fieldname = row.fieldname or self.free_name()
			row.options = "\n".join(choices_of(row.options)) if row.fieldtype == CHOICE else None
			if row.fieldtype == CHOICE and len(choices_of(row.options)) < 2:
				frappe.throw(
					_("Row {0}: give at least two choices, one a line.").format(row.idx),
					ItemError,
				)

	def free_name(self) -> str:
		taken = [re.sub(r"\D", "", row.fieldname) for row in self.own_fields if row.fieldname]
		return f"own_{max(map(int, filter(None, taken)), default=0) + 1}"

	def validate_results(self):
		results = [row.result_type for row in self.result_types]
		if len(results) != len(set(results)):
			frappe.throw(_("A result is listed twice."), ItemError)

	def validate_target(self):
		"""Ask for what a request of this item becomes, and forget what it doesn't.

		:raises ItemError: names the missing field
		"""
		needed = TARGETS.get(self.becomes)
		if needed and not self.get(needed):
			frappe.throw(
				_("Enter {0}: a request of this item becomes a {1}.").format(
					_(self.meta.get_label(needed)), _(self.becomes)
				),
				ItemError,
			)
		for fieldname in set(TARGETS.values()) - {needed}:
			self.set(fieldname, None)
		if self.becomes not in ("Dispute Case", "Resolution Step"):
			self.dispute_type = None

	def validate_roads(self):
		if self.name in {row.service_item for row in self.legal_roads}:
			frappe.throw(_("An item can't be the legal road that goes before itself."), ItemError)


def choices_of(options: str | None) -> list[str]:
	"""Return the choices of a question, each once."""
	lines = (line.strip() for line in (options or "").splitlines())
	return list(dict.fromkeys(filter(None, lines)))
