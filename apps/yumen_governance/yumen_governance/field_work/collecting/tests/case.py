"""The base of the tests of collecting: a member and a leader with phones, and a neighbouring grid."""

import frappe
from frappe.utils import now_datetime

from yumen_governance.field_work.collecting import taking
from yumen_governance.field_work.collecting.proposals import deciding
from yumen_governance.field_work.sync import stores
from yumen_governance.field_work.sync.items import Base, Item
from yumen_governance.permissions.scope import scope_of
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import actor, fresh, make_grid, make_grid_member, next_number

MEMBER, LEADER, CLERK = actor("member"), actor("leader"), actor("registry_clerk")
PROPOSAL, FORM = "Correction Proposal", "Collecting Form"


class CollectingTestCase(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		self.community = make_grid(make_grid().name).name
		self.grid, self.other_grid = make_grid(self.community).name, make_grid(self.community).name
		make_grid_member(self.grid, user=MEMBER)
		make_grid_member(self.other_grid, user=actor("other_member"))
		make_grid_member(self.community, "Grid Leader", LEADER)

	def item(self, kind: str, values: dict, base: Base | None = None, photos=()) -> Item:
		number = next_number()
		return Item(f"{number:032}", kind, values, base, now_datetime(), list(photos), number)

	def collect(self, doctype: str, values: dict, record=None, user: str = MEMBER, photos=(), **more):
		"""Send what somebody collected; a record is corrected as they saw it."""
		base = Base("any", record.name, frappe.utils.get_datetime(record.modified)) if record else None
		sent = {"_doctype": doctype, "_record": record.name if record else None, **values, **more}
		with self.as_user(user):
			return taking.take(self.item("collect", sent, base, photos), user, now_datetime())

	def propose(self, record, user: str = MEMBER, photos=(), **values):
		"""Propose to correct a record, and return the proposal."""
		taken = self.collect(
			record.doctype, values, fresh(record), user, photos, _reason="本人说的", _propose=1
		)
		return frappe.get_doc(PROPOSAL, taken.name)

	def review(self, proposal, *accepted: str, user: str = LEADER, **more):
		"""Decide on a proposal with the phone, and return it as it is then."""
		proposal = fresh(proposal)
		base = Base("correction_proposals", proposal.name, frappe.utils.get_datetime(proposal.modified))
		sent = {"name": proposal.name, "accepted": list(accepted), **more}
		with self.as_user(user):
			deciding.review(self.item("review_proposal", sent, base), user, now_datetime())
		return fresh(proposal)

	def rows(self, store: str, user: str = MEMBER) -> dict[str, dict]:
		"""Return what a phone keeps of a store, by name, as the pull reads it."""
		with self.as_user(user):
			told, scope = stores.declared()[store], scope_of(user)
			table = frappe.qb.DocType(told.doctype)
			query = frappe.qb.from_(table).select(*(table[column] for column in told.columns))
			criteria = [told.criterion(scope) if told.by_territory else None, told.live]
			for criterion in criteria:
				query = query if criterion is None else query.where(criterion)
			found = query.run(as_dict=True)
			return {row["name"]: row for row in (told.shape(found, scope) if told.shape else found)}
