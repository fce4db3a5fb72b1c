"""What the tests of sync share: two stores, a phone that pulls as the real one does, items."""

from contextlib import contextmanager
from unittest.mock import patch
from uuid import uuid4

import frappe
from frappe.utils import add_to_date, now_datetime

from yumen_governance.field_work.sync import devices, gone, pulling, pushing, stores
from yumen_governance.field_work.sync.reading_items import read_items
from yumen_governance.field_work.sync.stores import Store
from yumen_governance.permissions import scope
from yumen_governance.permissions.scope import any_of
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import actor, make_grid, make_grid_member

HOUSEHOLD, CODE = "Household", "Code Value"
AGENT = "Mozilla/5.0 (Linux; Android 10) Chrome/120.0"


def households() -> Store:
	"""Households in use of a territory, as a page of the registry would declare them."""
	table = frappe.qb.DocType(HOUSEHOLD)
	return Store(
		doctype=HOUSEHOLD,
		fields=("grid", "household_number", "status"),
		criterion=lambda scope: any_of(scope.under(table.grid_path)),
		live=table.status == "Active",
	)


def codes() -> Store:
	"""Code values, the same for everybody."""
	return Store(doctype=CODE, fields=("label",), by_territory=False)


def new_id() -> str:
	"""An id as a phone makes it."""
	return str(uuid4())


def item(kind: str = "note", **values) -> dict:
	"""An item as a phone sends it."""
	given = {"id": new_id(), "number": 1, "happened_on": str(now_datetime()), "base": None, "photos": []}
	return {**given, "kind": kind, "values": {}, **values}


class Phone:
	"""What a phone keeps: rows by store, as its pulls tell it."""

	def __init__(self, user: str):
		self.user, self.marks, self.rows = user, {}, {}
		self.device = new_id()
		self.begin()

	def begin(self, device: str | None = None):
		"""Ask for the keys."""
		with acting(self.user):
			return devices.begin(device or self.device, self.user, AGENT, now_datetime())

	def ask(self) -> dict:
		"""Pull once."""
		with acting(self.user):
			answer = pulling.pull(pulling.read_marks(self.marks), self.user, now_datetime())
		answer = frappe.parse_json(frappe.as_json(answer))
		if answer["anew"]:
			self.marks, self.rows = {}, {}
		kept = self.marks.get("stores", {})
		marks = {name: page["mark"] for name, page in answer["stores"].items()}
		self.marks = {"stores": {**kept, **marks}, "gone": answer["gone_mark"], "shape": answer["shape"]}
		for name, page in answer["stores"].items():
			self.rows.setdefault(name, {}).update({row["name"]: row for row in page["rows"]})
		for name, names in answer["gone"].items():
			for each in names:
				self.rows.get(name, {}).pop(each, None)
		return answer

	def pull(self) -> dict:
		"""Pull until nothing is left; return the last answer."""
		for _times in range(50):
			answer = self.ask()
			if not answer["gone_more"] and not any(page["more"] for page in answer["stores"].values()):
				return answer
		raise AssertionError("a pull without an end")

	def push(self, *items: dict, sent_on=None) -> list[dict]:
		"""Send items."""
		with acting(self.user):
			device = devices.require(self.user)
			return pushing.push(read_items(list(items)), device, self.user, sent_on, now_datetime())

	def names(self, store: str = "households") -> set[str]:
		"""Which records the phone keeps."""
		return set(self.rows.get(store, {}))


@contextmanager
def acting(user: str):
	"""Act as a person, in a session of theirs."""
	before, session = frappe.session.user, frappe.session.sid
	frappe.set_user(user)
	frappe.session.sid = f"session of {user}"
	scope.forget()
	try:
		yield
	finally:
		frappe.set_user(before)
		frappe.session.sid = session
		scope.forget()


def settle(*doctypes: str) -> None:
	"""Let records be older than the overlap, as they are when nothing happened for a while."""
	for doctype in doctypes or (HOUSEHOLD, CODE):
		long_ago = str(add_to_date(now_datetime(), hours=-2))
		frappe.db.sql(f"update `tab{doctype}` set modified = least(modified, %s)", long_ago)
	frappe.db.sql(f"update `tab{gone.DEPARTURE}` set gone_on = gone_on - interval 2 hour")


class SyncTestCase(GovernanceTestCase):
	"""Two grids of one community, a member in each, and the leader of the community."""

	def setUp(self):
		super().setUp()
		self.keep({"households": households(), "codes": codes()})
		self.community = make_grid(make_grid().name).name
		self.grid, self.other_grid = (make_grid(self.community).name for _ in range(2))
		self.post = make_grid_member(self.grid, user=actor("member"))
		make_grid_member(self.other_grid, user=actor("other_member"))
		make_grid_member(self.community, "Grid Leader", actor("leader"))

	def keep(self, declared: dict[str, Store]) -> None:
		"""Let these be the stores."""
		mocked = patch.object(stores, "declared", lambda: declared)
		mocked.start()
		self.addCleanup(mocked.stop)
		scope.forget()

	def take(self, **kinds) -> None:
		"""Let these functions take items, by kind."""
		hooks = frappe.get_hooks
		paths = {kind: [f"kinds.{kind}"] for kind in kinds}
		attribute = frappe.get_attr
		for mocked in (
			patch.object(
				frappe,
				"get_hooks",
				lambda name=None, *a, **k: paths if name == "sync_kinds" else hooks(name, *a, **k),
			),
			patch.object(
				frappe,
				"get_attr",
				lambda path: kinds[path[6:]] if path.startswith("kinds.") else attribute(path),
			),
		):
			mocked.start()
			self.addCleanup(mocked.stop)
