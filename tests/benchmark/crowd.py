"""Accounts in any number, written as rows: the framework takes half a second for each."""

import frappe
from frappe.utils import now_datetime

from yumen_governance.time_limits.outbox.rows import insert, stamped

MARK = "crowd-"


def ensure_crowd(count: int, role: str | None = None) -> list[str]:
	"""Have exactly `count` accounts, all with the role (and nobody else of the crowd); returns their names."""
	names = [f"{MARK}{number:05}@benchmark.example.com" for number in range(count)]
	now, crowd = now_datetime(), ["like", f"{MARK}%@benchmark.example.com"]
	frappe.db.delete("Has Role", {"parent": crowd})
	frappe.db.delete("User", {"name": crowd})
	user = {"enabled": 1, "user_type": "System User"}
	insert(
		"User",
		[{**stamped(now, {"email": name, "first_name": name, **user}), "name": name} for name in names],
	)
	if role:
		place = {"parenttype": "User", "parentfield": "roles", "role": role}
		insert("Has Role", [stamped(now, {"parent": name, **place}) for name in names])
	frappe.db.commit()
	frappe.clear_cache()
	return names
