"""What a message says: the text of one event type for one kind of channel."""

import frappe
from frappe import _
from frappe.model.document import Document

from yumen_governance.time_limits.outbox.event_types import EVENT_TYPES, INSIDE_ONLY
from yumen_governance.time_limits.outbox.texts import LANGUAGE, is_well_formed, unknown, variables_of
from yumen_governance.time_limits.outbox.wishes import DESK


class TemplateError(frappe.ValidationError):
	pass


class MessageTemplate(Document):
	def autoname(self):
		self.name = name_of(self.event_type, self.channel_kind)

	def validate(self):
		for text in (self.subject, self.body):
			self.validate_text(text)

	def validate_text(self, text: str | None):
		if not is_well_formed(text):
			frappe.throw(
				_("A brace or bracket is left over. Variables are written like {0}.").format("{number}"),
				TemplateError,
			)
		allowed = allowed_variables(self.event_type, self.channel_kind)
		if strange := unknown(variables_of(text), allowed):
			frappe.throw(
				_("There is no variable {0} here. There are: {1}.").format(
					f"{{{strange[0]}}}", " ".join(f"{{{name}}}" for name in allowed)
				),
				TemplateError,
			)


def name_of(event_type: str, channel_kind: str) -> str:
	"""Return the name of a template, which the desk shows: in the language of the templates."""
	return f"{_(event_type, LANGUAGE)}-{_(channel_kind, LANGUAGE)}"


def allowed_variables(event_type: str, channel_kind: str) -> list[str]:
	"""Return what a template may show; free text, which may tell of persons, only inside the house."""
	known = EVENT_TYPES[event_type].all_variables if event_type in EVENT_TYPES else ()
	return [name for name in known if channel_kind == DESK or name not in INSIDE_ONLY]
