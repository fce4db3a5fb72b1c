"""A room booked for a time: nobody else has it then. Which case it is for is told by number only."""

import frappe
from frappe.model.document import Document

from yumen_governance.service_centre.rooms import booking


class RoomBooking(Document):
	def before_insert(self):
		booking.begin(self)

	def validate(self):
		booking.check(self)

	def on_trash(self):
		booking.refuse_deletion()


def on_doctype_update():
	"""Make what a room's bookings are read by."""
	frappe.db.add_index("Room Booking", ["room", "starts_on"], "bookings_of_a_room")
