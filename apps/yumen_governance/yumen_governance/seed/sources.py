"""The sources of events: what each must say and who reports from it; first limits of intake."""

from yumen_governance.permissions import roles
from yumen_governance.seed import ensure

DESK = (roles.WINDOW_CLERK, roles.DISPATCHER)
FIELD = (roles.GRID_MEMBER, roles.GRID_LEADER)
PHONE, ADDRESS, WORDS = "Reporter Phone", "Address", "Description"

# name: title, who reports, what must be said, number of the other system, urgency
SOURCES = {
	"Window": ("窗口", DESK, (), 0, ""),
	"Hotline": ("12345热线", DESK, (PHONE,), 0, ""),
	"Grid Member": ("网格员", FIELD, (), 0, ""),
	"Field App": ("移动端上报", FIELD, (), 0, ""),
	"Public Tip-off": ("群众爆料", DESK, (WORDS,), 0, ""),
	"Urban Management": ("智慧城管", DESK, (ADDRESS,), 1, ""),
	"110 Transfer": ("110转办", DESK, (ADDRESS,), 1, "Urgent"),
	"Department Report": ("部门报送", (roles.DEPARTMENT_HANDLER, *DESK), (WORDS,), 0, ""),
	"Leader Instruction": ("领导交办", DESK, (WORDS,), 0, ""),
	"Media": ("媒体舆情", DESK, (WORDS,), 0, ""),
}
SETTINGS = {
	"related_days": 30,
	"related_share": 40,
	"repeat_count": 3,
	"picture_megabytes": 10,
	"pictures_of_an_event": 20,
}


def seed() -> None:
	"""Make the sources and the settings of intake."""
	ensure("Event Settings", "Event Settings", SETTINGS)
	for number, (name, (title, reporters, required, ticket, urgency)) in enumerate(SOURCES.items(), 1):
		values = {
			"source_code": name,
			"source_name": title,
			"sort_order": number * 10,
			"is_active": 1,
			"requires_ticket": ticket,
			"default_urgency": urgency,
			"roles": [{"role": role} for role in reporters],
			"required_fields": [{"field": field} for field in required],
		}
		ensure("Event Source", name, values)
