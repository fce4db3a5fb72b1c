"""The queue of the hall and its rooms: a kind of ticket for each type of window, the settings, seven rooms and three studios.

How the centre's rooms are called isn't published: they are plain numbers until the centre names them.
"""

import frappe

from yumen_governance.seed import ensure

KIND, WINDOW = "Ticket Kind", "Service Window"
# I and O look like digits
LETTERS = "ABCDEFGHJKLMNPQRST"
# Minutes that a visit is taken to last until the last hour tells
USUAL_MINUTES = 12
MINUTES = {
	"综合受理": 8,
	"法律咨询": 15,
	"公证": 20,
	"人民调解": 20,
	"信访接待": 20,
	"速裁立案": 15,
	"民事立案": 15,
	"执行立案": 15,
}
APPOINTMENTS = {
	"appointments_open": 1,
	"appointment_minutes": 30,
	"appointments_per_window": 1,
	"appointment_days": 14,
	"appointment_lead_minutes": 60,
	"appointment_early_minutes": 15,
	"appointment_late_minutes": 15,
	"appointment_head_start": 240,
	"appointments_per_phone": 2,
	"appointments_missed": 3,
	"appointment_keep_days": 30,
}
ROOMS = 7
STUDIOS = 3
EQUIPMENT = "录音录像设备、电子显示屏"


def seed() -> None:
	"""Make the ticket kinds, the settings of the hall and the rooms."""
	seed_kinds()
	ensure("Hall Settings", "Hall Settings", settings())
	seed_rooms()


def seed_kinds() -> None:
	windows = frappe.get_all(
		WINDOW, fields=["name", "window_type"], order_by="window_number", filters={"is_active": 1}
	)
	types = list(dict.fromkeys(row.window_type for row in windows))
	for number, (window_type, letter) in enumerate(zip(types, LETTERS, strict=False), start=1):
		serving = [row.name for row in windows if row.window_type == window_type]
		values = {
			"kind_name": window_type,
			"letter": letter,
			"sequence": number * 10,
			"expected_minutes": MINUTES.get(window_type, USUAL_MINUTES),
			"is_active": 1,
			"windows": [{"service_window": name} for name in serving],
		}
		ensure(KIND, window_type, values)


def settings() -> dict:
	"""Return the settings of the hall as they are at first."""
	return {
		"priority_head_start": 20,
		"places_back": 3,
		"visits_for_estimate": 3,
		"rating_minutes": 5,
		"display_title": "玉门市社会治理中心",
		"display_note": "请看清号码和窗口，听到叫号后到窗口办理；过号请到取号处重新排队。",
		"calls_shown": 6,
		"speech_rate": 0.9,
		**APPOINTMENTS,
	}


def seed_rooms() -> None:
	for number in range(1, ROOMS + 1):
		ensure_room(f"第{number}调解室", "Mediation Room", 8 if number < ROOMS else 20)
	for number in range(1, STUDIOS + 1):
		ensure_room(f"首席调解员工作室{number}", "Chief Mediator's Studio", 6)


def ensure_room(name: str, kind: str, seats: int) -> None:
	values = {"room_name": name, "room_kind": kind, "seats": seats, "equipment": EQUIPMENT, "is_active": 1}
	ensure("Mediation Room", name, values)
