"""What the desk is told at its start."""

import frappe

from yumen_governance.permissions.scope import scope_of


def extend_bootinfo(bootinfo) -> None:
	"""Tell the grids and units of the person, the Administrator's name, and whether the realtime server is reached at its own port.

	The latter is the site setting `realtime_at_own_port`.
	"""
	scope = scope_of(frappe.session.user)
	bootinfo.governance = {"grid_paths": scope.grid_paths, "units": scope.units}
	frappe.utils.add_user_info("Administrator", bootinfo.user_info)
	bootinfo.realtime_at_own_port = bool(frappe.conf.get("realtime_at_own_port"))
