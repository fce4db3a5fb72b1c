"""What the pages of screens without login are told: words in the site's language, and where the realtime server is."""

import json

import frappe
from frappe.utils import cint


def settings_of(words: dict) -> str:
	"""Return as JSON what a screen's page needs, safe inside a script element.

	:param words: what the page says, translated
	"""
	own_port = cint(frappe.conf.get("socketio_port")) if frappe.conf.get("realtime_at_own_port") else 0
	told = {"site": frappe.local.site, "port": own_port, "words": words}
	return json.dumps(told, ensure_ascii=False).replace("<", "\\u003c")
