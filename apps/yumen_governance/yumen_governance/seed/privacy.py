"""Who may see sealed values and for what, what counts as unusual, and the first settings of privacy."""

from yumen_governance.permissions import roles
from yumen_governance.registry.doctype.sensitive_access_log import chain
from yumen_governance.registry.reveal_rights import CASE, EVERYWHERE, TERRITORY
from yumen_governance.seed import ensure

# role: kinds of values, within what
RIGHTS = {
	roles.GRID_LEADER: (("phone", "address"), TERRITORY),
	roles.GRID_MEMBER: (("phone", "address"), TERRITORY),
	roles.REGISTRY_CLERK: (("id_number", "phone", "address"), EVERYWHERE),
	roles.DISPATCHER: (("phone",), EVERYWHERE),
	# Only in an emergency or for a body that may demand it, with a note; nobody who handles a matter holds it
	roles.PRIVACY_OFFICER: (("tip_off_sender",), EVERYWHERE),
	roles.DEPARTMENT_HANDLER: (("phone",), CASE),
	**dict.fromkeys(
		(roles.WINDOW_CLERK, *roles.RESOLVERS, roles.CENTRE_DIRECTOR), (("id_number", "phone"), CASE)
	),
}
FIELD = (roles.GRID_LEADER, roles.GRID_MEMBER)
CENTRE = (roles.DISPATCHER, roles.REGISTRY_CLERK)
HALL = (roles.WINDOW_CLERK, roles.DEPARTMENT_HANDLER, roles.DISPATCHER, roles.CENTRE_DIRECTOR)
# purpose: requires a note, requires a case, who may name it (nobody named: everybody)
REVEAL_PURPOSES = {
	"入户核实": (0, 0, (*FIELD, roles.REGISTRY_CLERK)),
	"走访帮扶": (0, 0, FIELD),
	"事件办理": (0, 1, (*FIELD, roles.DISPATCHER, roles.DEPARTMENT_HANDLER)),
	"纠纷化解": (0, 1, (*roles.RESOLVERS, *HALL)),
	"来访事项办理": (0, 1, (*HALL, roles.ARBITRATION_HANDLER, roles.COURT_LIAISON)),
	"应急联络": (1, 0, ()),
	"信息更正": (1, 0, (*FIELD, roles.REGISTRY_CLERK)),
	"法律文书送达": (1, 0, (*CENTRE, *FIELD, roles.DEPARTMENT_HANDLER)),
	"其他": (1, 0, ()),
}
EXPORT_PURPOSES = ("上级报送", "部门数据共享", "统计分析", "应急处置")
# kind: from how many on, what it means
RULES = {
	"Many Accesses": (50, "一人一天内查看的次数达到此数"),
	"Outside Working Hours": (1, "在工作时间以外查看的次数达到此数"),
	"Outside Own Territory": (10, "查看本人网格以外的记录、又未注明所办事件的次数达到此数"),
	"Many People, One Record": (4, "同一记录一天内被这么多人查看"),
	"Many Refusals": (5, "一人一天内被拒绝的次数达到此数"),
	"Large Export": (1000, "一人一天内导出的行数达到此数"),
	"First Access": (1, "在日志保存期内第一次查看敏感信息的人"),
}
SETTINGS = {
	"reveals_per_hour": 30,
	"refusals_per_hour": 10,
	"shown_seconds": 30,
	"log_retention_days": 365,
	"keep_positions_days": 365,
	"export_decision_days": 7,
	"export_file_days": 3,
	"export_max_rows": 200000,
	"work_begins": "8:00:00",
	"work_ends": "18:30:00",
}


def seed() -> None:
	"""Make settings, purposes, rights to reveal and rules of unusual access, and begin the access log's chains."""
	chain.ensure_heads()
	ensure("Privacy Settings", "Privacy Settings", SETTINGS)
	seed_purposes()
	seed_rights()
	for kind, (threshold, description) in RULES.items():
		values = {"kind": kind, "threshold": threshold, "is_active": 1, "description": description}
		ensure("Access Alert Rule", kind, values)


def seed_purposes() -> None:
	"""Make what may be named as a purpose, of revealing and of exports."""
	for number, (name, (note, case, named)) in enumerate(REVEAL_PURPOSES.items(), 1):
		values = {"for_reveal": 1, "for_export": 0, "requires_note": note, "requires_case": case}
		_ensure_purpose(name, number * 10, {**values, "roles": [{"role": role} for role in named]})
	for number, name in enumerate(EXPORT_PURPOSES, 1):
		_ensure_purpose(name, 100 + number * 10, {"for_reveal": 0, "for_export": 1})


def seed_rights() -> None:
	"""Make which role may see which kind of value."""
	for role, (kinds, within) in RIGHTS.items():
		for kind in kinds:
			values = {"role": role, "kind": kind, "within": within, "is_active": 1}
			ensure("Reveal Right", f"{role}-{kind}", values)


def _ensure_purpose(name: str, order: int, values: dict) -> None:
	ensure("Access Purpose", name, {"purpose_name": name, "is_active": 1, "sort_order": order, **values})
