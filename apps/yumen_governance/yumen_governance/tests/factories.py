"""One maker for each kind of record: valid without arguments, inserted, named by a counter."""

from contextlib import contextmanager
from datetime import date, timedelta
from itertools import count

import frappe

from yumen_governance.grid_management.grid_rules import CODE_LENGTH, LEVELS, UNIT_TYPES
from yumen_governance.registry.identifiers import with_check_digit, with_check_digits
from yumen_governance.seed.grids import CITY_CODE
from yumen_governance.time_limits.stages import workflow_of

# Far from the codes, addresses and names that seeds and demo data use
_counter = count(1)


def next_number() -> int:
	"""Return the next number of this run, for names that don't collide."""
	return next(_counter)


def fresh(doc):
	"""Return a document as the database has it now."""
	return frappe.get_doc(doc.doctype, doc.name)


def make_grid(parent: str = CITY_CODE, **values):
	"""Insert a grid one level under its parent, with the next free code from 900 down."""
	level = LEVELS[LEVELS.index(frappe.db.get_value("Grid", parent, "grid_level")) + 1]
	code = values.pop("grid_code", None) or _free_code(parent, CODE_LENGTH[level])
	grid = {"grid_name": f"Grid {code}", "unit_type": UNIT_TYPES[level][0], "parent_grid": parent}
	return frappe.get_doc({"doctype": "Grid", "grid_code": code, **grid, **values}).insert()


def _free_code(parent: str, length: int) -> str:
	for number in range(999, 0, -1):
		code = f"{parent}{number:03}"
		if len(code) == length and not frappe.db.exists("Grid", code):
			return code
	raise LookupError(parent)


def make_user(*roles: str, **values) -> str:
	"""Insert an enabled system user with these roles and return the name."""
	email = values.pop("email", None) or f"person-{next_number()}@governance-test.example.com"
	user = frappe.get_doc({"doctype": "User", "email": email, "first_name": email.split("@")[0], **values})
	user.update({"enabled": 1, "send_welcome_email": 0, "roles": [{"role": role} for role in roles]})
	user.flags.no_welcome_mail = True
	with many_users():
		return user.insert(ignore_if_duplicate=True).name


@contextmanager
def many_users():
	"""Lift the framework's limit of users made in an hour, as its own import does."""
	before, frappe.flags.in_import = frappe.flags.in_import, True
	try:
		yield
	finally:
		frappe.flags.in_import = before


# The people of the tests: made once a site by before_tests, because a User is slow to insert
ACTORS = {
	"administrator": "Governance Administrator",
	"dispatcher": "Dispatcher",
	"clerk": "Window Clerk",
	"other_clerk": "Window Clerk",
	"leader": "Grid Leader",
	"other_leader": "Grid Leader",
	"member": "Grid Member",
	"other_member": "Grid Member",
	"handler": "Department Handler",
	"other_handler": "Department Handler",
	"auditor": "Auditor",
	"registry_clerk": "Registry Clerk",
	"privacy_officer": "Privacy Officer",
	"resettlement_officer": "Resettlement Officer",
	"correction_officer": "Correction Officer",
	"mental_health_officer": "Mental Health Officer",
	"drug_recovery_officer": "Drug Recovery Officer",
	"youth_protection_officer": "Youth Protection Officer",
	"connected_system": "Connected System",
	"mediator": "Mediator",
	"other_mediator": "Mediator",
	"committee_director": "Committee Director",
	"chief_mediator": "Chief Mediator",
	"arbitration_handler": "Arbitration Handler",
	"court_liaison": "Court Liaison",
	"centre_director": "Centre Director",
	"technician": "System Manager",
}


def actor(name: str) -> str:
	"""Return the user name of one of the people of the tests."""
	return f"{name.replace('_', '-')}@governance-test.example.com"


def ensure_actors() -> None:
	"""Insert the people of the tests that the site lacks."""
	for name, role in ACTORS.items():
		if not frappe.db.exists("User", actor(name)):
			make_user(role, email=actor(name))


def make_grid_member(grid: str, post: str | None = None, user: str | None = None, **values):
	"""Insert an active grid member, with an account when one is given; full-time in a level 3 grid."""
	is_leaf = frappe.db.get_value("Grid", grid, "grid_level") == LEVELS[-1]
	post = post or ("Full-time Member" if is_leaf else "Part-time Member")
	member = {"member_name": f"Member {next_number()}", "grid": grid, "post": post, "user": user}
	return frappe.get_doc({"doctype": "Grid Member", **member, **values}).insert()


def make_unit(*handlers: str, **values):
	"""Insert a functional unit with these users as handlers."""
	unit = {"unit_name": f"Unit {next_number()}", "handlers": [{"user": user} for user in handlers]}
	return frappe.get_doc({"doctype": "Functional Unit", **unit, **values}).insert()


def make_category(**values):
	"""Insert an event category."""
	return frappe.get_doc(
		{"doctype": "Event Category", "category_name": f"Category {next_number()}", **values}
	).insert()


def source_for(user: str) -> str:
	"""Return a source from which a person may report."""
	held = set(frappe.get_roles(user)) if user != "Administrator" else set()
	if held & {"Grid Leader", "Grid Member"} and "Dispatcher" not in held:
		return "Grid Member"
	return "Department Report" if "Department Handler" in held else "Window"


def make_event(grid: str, **values):
	"""Insert a draft governance event as the current user."""
	event = {
		"title": f"Event {next_number()}",
		"source": source_for(frappe.session.user),
		"category": values.pop("category", None) or "0401",
		"grid": grid,
	}
	return frappe.get_doc({"doctype": "Governance Event", **event, **values}).insert()


def put_in_state(event, state: str, **values):
	"""Set a stored event to a state and its stage, past the transitions, to begin a test there."""
	stages = {row.state: row.stage for row in workflow_of(event.doctype).states}
	event.db_set({"workflow_state": state, "stage": stages[state], **values})
	event.reload()
	return event


def make_fund_pool(grid: str, amount: float = 10_000, **values):
	"""Insert the fund pool of a level 1 grid, filled from one source."""
	source = {"source": "乡镇（街道）干部", "comes_from": "County budget", "amount": amount}
	pool = {"doctype": "Grid Fund Pool", "grid": grid, "year": 2026, "sources": [source]}
	return frappe.get_doc({**pool, **values}).insert()


def make_payout_sheet(pool: str, amounts: dict[str, float] | None = None, **values):
	"""Insert a payout sheet with an amount for each grid member given."""
	rows = [{"member": member, "amount": amount} for member, amount in (amounts or {}).items()]
	sheet = {"doctype": "Grid Payout Sheet", "pool": pool, "month": "03", "payouts": rows}
	return frappe.get_doc({**sheet, **values}).insert()


def invented_id(born: str | None = None, sex: str = "1") -> str:
	"""Return a valid citizen ID that nobody has: its region 990000 is not allocated.

	:param born: YYYYMMDD; a day long ago unless given, when nobody in the demo data was born
	:param sex: code of GB/T 2261.1, 1 or 2
	"""
	number = next_number()
	born = born or (date(1911, 1, 1) + timedelta(days=number // 400)).strftime("%Y%m%d")
	return with_check_digit(f"990000{born}{(2 * number + (sex == '1')) % 1000:03}")


def invented_phone() -> str:
	"""Return a telephone number of a shape that no operator allocates."""
	return f"1990000{next_number() % 10000:04}"


def make_resident(grid: str, **values):
	"""Insert a registered resident with an invented ID number and phone."""
	resident = {
		"resident_name": f"测试{next_number()}",
		"resident_kind": "Registered",
		"grid": grid,
		"id_number": invented_id(),
		"phone": invented_phone(),
	}
	return frappe.get_doc({"doctype": "Resident", **resident, **values}).insert()


def make_address(grid: str, **values):
	"""Insert the standard address of a door."""
	address = {
		"township": "测试镇",
		"village": "测试村",
		"compound": "测试小区",
		"door": f"{next_number()}室",
	}
	return frappe.get_doc({"doctype": "Standard Address", "grid": grid, **address, **values}).insert()


def _make_record(doctype: str, grid: str, defaults: dict, values: dict):
	return frappe.get_doc({"doctype": doctype, "grid": grid, **defaults, **values}).insert()


def make_household(grid: str, **values):
	"""Insert a household whose head is known by name only."""
	household = {"head_name": f"户主{next_number()}", "household_number": f"{next_number():09}"}
	return _make_record("Household", grid, household, values)


def make_building(grid: str, **values):
	"""Insert a building."""
	return _make_record(
		"Building", grid, {"compound_name": "测试小区", "building_name": f"{next_number()}号楼"}, values
	)


def make_rental_house(grid: str, **values):
	"""Insert a house that is let, its landlord known by name only."""
	return _make_record(
		"Rental House", grid, {"house_name": f"出租房{next_number()}", "landlord_name": "测试房东"}, values
	)


def invented_uscc() -> str:
	"""Return a valid unified social credit code of a region that is not allocated."""
	return with_check_digits("91990000", f"{next_number():08}")


def make_organization(grid: str, **values):
	"""Insert a private enterprise."""
	organization = {
		"organization_name": f"测试企业{next_number()}",
		"organization_kind": "Private Enterprise",
		"uscc": invented_uscc(),
	}
	return _make_record("Organization", grid, organization, values)


def make_facility(grid: str, **values):
	"""Insert a public facility."""
	facility = {"facility_name": f"测试设施{next_number()}", "facility_kind": "facility_kind-09"}
	return _make_record("Public Facility", grid, facility, values)


def make_hazard(grid: str, **values):
	"""Insert an open hazard."""
	hazard = {
		"title": f"测试隐患{next_number()}",
		"hazard_kind": "hazard_kind-02",
		"hazard_level": "hazard_level-01",
	}
	return _make_record("Hazard", grid, hazard, values)


def make_key_area(grid: str, **values):
	"""Insert a key area."""
	area = {
		"area_name": f"测试区域{next_number()}",
		"area_kind": "key_area_kind-06",
		"problem": "public_order_problem-01",
	}
	return _make_record("Key Area", grid, area, values)


def make_mediator(user: str | None = None, **values):
	"""Insert a mediator who takes every type everywhere."""
	mediator = {"mediator_name": f"调解员{next_number()}", "sex": "Female", "user": user}
	return frappe.get_doc({"doctype": "Mediator", **mediator, **values}).insert()


def make_committee(*mediators: str, director: str | None = None, **values):
	"""Insert a committee in use: these mediators and as many more as the law asks for, one of them director."""
	director = director or make_mediator().name
	members = [director, *(name for name in mediators if name != director)]
	members += [make_mediator().name for _ in range(3 - len(members))]
	rows = [{"mediator": name, "post": "Director" if name == director else "Member"} for name in members]
	number = next_number()
	committee = {"committee_name": f"调委会{number}", "short_name": f"测{number}", "is_active": 1}
	committee |= {"term_from": frappe.utils.today(), "members": rows}
	return frappe.get_doc({"doctype": "Mediation Committee", **committee, **values}).insert()


def make_window(*staff: str, **values):
	"""Insert a window of the hall at which these users sit; of a type of its own unless given."""
	kind = values.pop("window_type", None) or make_window_type().name
	window = {
		"window_name": f"测试{next_number()}号窗口",
		"window_number": 100 + next_number(),
		"window_type": kind,
		"staff": [{"user": user} for user in staff],
	}
	return frappe.get_doc({"doctype": "Service Window", **window, **values}).insert()


def make_window_type(**values):
	"""Insert a type of window."""
	return frappe.get_doc(
		{"doctype": "Service Window Type", "type_name": f"测试窗口类型{next_number()}", **values}
	).insert()


def make_item(window_type: str, **values):
	"""Insert a Service Item that needs nobody's identity."""
	item = {"item_name": f"测试事项{next_number()}", "window_type": window_type, "needs_identity": 0}
	return frappe.get_doc({"doctype": "Service Item", **item, **values}).insert()


def make_request(window, item=None, **values):
	"""Insert a Service Request at a window as the current user."""
	item = item or make_item(window.window_type)
	request = {
		"matter": f"测试诉求{next_number()}",
		"service_item": item.name,
		"service_window": window.name,
		"visitor_name": "测试来访人",
	}
	return frappe.get_doc({"doctype": "Service Request", **request, **values}).insert()


def make_dispute(grid: str | None = None, state: str | None = "Case Registered", **values):
	"""Insert a dispute case as the current user, registered unless another state is named."""
	case = {
		"title": f"纠纷{next_number()}",
		"dispute_type": "邻里纠纷",
		"case_source": "当事人申请",
		"grid": grid or CITY_CODE,
		"facts": "双方因琐事发生争执。",
	}
	doc = frappe.get_doc({"doctype": "Dispute Case", **case, **values}).insert()
	return put_in_state(doc, state) if state else doc


def make_party(case: str, **values):
	"""Insert a party of a case: a person with an invented ID number and phone."""
	party = {
		"side": "Applicant",
		"party_name": f"当事人{next_number()}",
		"id_number": invented_id(),
		"phone": invented_phone(),
	}
	return frappe.get_doc({"doctype": "Dispute Party", "dispute_case": case, **party, **values}).insert()
