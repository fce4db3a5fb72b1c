"""What the desk is told at its start."""

import frappe


def extend_bootinfo(bootinfo) -> None:
	"""Tell whether the realtime server is reached at its own port (site setting `realtime_at_own_port`)."""
	bootinfo.realtime_at_own_port = bool(frappe.conf.get("realtime_at_own_port"))
