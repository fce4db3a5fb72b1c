"""What the desk is told at its start."""

import frappe


def extend_bootinfo(bootinfo) -> None:
	"""Tell the Administrator's name, and whether the realtime server is reached at its own port.

	The latter is the site setting `realtime_at_own_port`.
	"""
	frappe.utils.add_user_info("Administrator", bootinfo.user_info)
	bootinfo.realtime_at_own_port = bool(frappe.conf.get("realtime_at_own_port"))
