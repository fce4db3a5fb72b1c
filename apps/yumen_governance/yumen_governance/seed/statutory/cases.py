"""Disputes: what threatens life or order is answered within two hours, by the centre's own rule."""

from yumen_governance.seed.statutory.making import CASE, Bound, Days

OPEN = {"Triage": "Starts", "Assigned": "Starts", "Handling": "Starts", "Suspended": "Pauses"}
ALARM = (
	{"after_percent": 50, "does": "Notify", "tell_handler": 1, "tell_centre": 1},
	{"after_percent": 100, "does": "Notify", "tell_handler": 1, "tell_leader": 1, "tell_centre": 1},
)

BOUNDS = (
	Bound(
		"矛盾纠纷应急处置时限",
		"Emergency",
		CASE,
		None,
		Days(2, "Hours"),
		"emergency_since",
		(),
		None,
		None,
		OPEN,
		ALARM,
		only_if=("is_emergency", None),
		more={"method": "Working Time", "once": 1},
		remark="由中心规定",
	),
)
