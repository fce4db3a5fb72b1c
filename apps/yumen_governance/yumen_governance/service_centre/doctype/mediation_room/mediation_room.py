"""A room of the centre in which people meet: mediation rooms, chief mediators' studios, hearing and meeting rooms."""

from frappe.model.document import Document


class MediationRoom(Document):
	def validate(self):
		if self.room_kind != "Chief Mediator's Studio":
			self.studio = None
