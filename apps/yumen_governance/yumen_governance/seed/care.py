"""Special groups: code lists, legal purposes, and what officers and helpers may have revealed."""

import json
from pathlib import Path

from yumen_governance.permissions import roles
from yumen_governance.permissions.care import CARE_DOCTYPES, HELPER
from yumen_governance.registry.care.shape import BACKGROUND, CONTACT
from yumen_governance.registry.code_lists import code_name
from yumen_governance.registry.reveal_rights import EVERYWHERE
from yumen_governance.seed import ensure, ensure_many

FILE = Path(__file__).parent / "data" / "care.json"
PURPOSE = "帮教关爱"
# What a person reads of care records follows from unit and team; the right only says which kinds of value
RIGHTS = {CONTACT: (*roles.CARE_OFFICERS, HELPER), BACKGROUND: roles.CARE_OFFICERS}
COLUMNS = (
	("person_name", "Person's Name"),
	("status_field", "Status"),
	("main_helper", "Main Helper"),
	("review_on", "Review Due On"),
	("next_visit_on", "Next Visit"),
)


def seed() -> None:
	"""Make lists, legal purposes, rights to reveal, and the columns of the lists."""
	data = json.loads(FILE.read_text(encoding="utf-8"))
	seed_lists(data["lists"])
	for code, values in data["purposes"].items():
		ensure("Legal Purpose", code, {"purpose_code": code, "verified": 0, "is_active": 1, **values})
	seed_rights()
	seed_columns()


def seed_lists(lists: dict[str, dict]) -> None:
	values = {}
	for code, row in lists.items():
		about = {
			"list_code": code,
			"verified": 0,
			**{key: row[key] for key in ("title", "standard", "note") if key in row},
		}
		ensure("Code List", code, about)
		for value, label in row["values"].items():
			values[code_name(code, value)] = {
				"code_list": code,
				"code": value,
				"label": label,
				"verified": 0,
				"is_active": 1,
			}
	ensure_many("Code Value", values)


def seed_rights() -> None:
	"""Let officers and helpers have values revealed, for a purpose of their own."""
	named = [{"role": role} for role in RIGHTS[CONTACT]]
	about = {"purpose_name": PURPOSE, "is_active": 1, "sort_order": 5, "for_reveal": 1, "for_export": 0}
	ensure("Access Purpose", PURPOSE, {**about, "requires_note": 0, "requires_case": 0, "roles": named})
	for kind, held_by in RIGHTS.items():
		for role in held_by:
			right = {"role": role, "kind": kind, "within": EVERYWHERE, "is_active": 1}
			ensure("Reveal Right", f"{role}-{kind}", right)


def seed_columns() -> None:
	"""Show in the lists who helps, and what is due when."""
	fields = json.dumps([{"fieldname": name, "label": label} for name, label in COLUMNS])
	for doctype in CARE_DOCTYPES:
		values = {"fields": fields, "total_fields": "6", "disable_comment_count": 1, "disable_count": 0}
		ensure("List View Settings", doctype, values)
