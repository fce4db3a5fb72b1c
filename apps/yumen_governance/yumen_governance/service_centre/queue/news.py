"""Telling screens without login that something moved in the hall; what moved, they ask with their key."""

import frappe

EVENT, ROOM = "hall_moved", "website"


def tell() -> None:
	"""Tell once the transaction is stored. It names nothing, for whoever stands before the login page hears it too."""
	frappe.publish_realtime(EVENT, {}, room=ROOM, after_commit=True)
