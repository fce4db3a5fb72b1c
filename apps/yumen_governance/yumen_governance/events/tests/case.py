"""The people and the first steps that the tests of handling share."""

import frappe
from frappe.model.workflow import apply_workflow
from frappe.utils import add_to_date, now_datetime

from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import (
	actor,
	make_event,
	make_grid,
	make_grid_member,
	make_unit,
	put_in_state,
)

EVENT = "Governance Event"


class HandlingTestCase(GovernanceTestCase):
	"""A township with a community and a compound, each with a leader or member, and two units."""

	def setUp(self):
		super().setUp()
		self.township = make_grid().name
		self.community = make_grid(self.township).name
		self.compound = make_grid(self.community).name
		self.dispatcher, self.leader, self.above = map(actor, ("dispatcher", "leader", "other_leader"))
		self.member, self.clerk = actor("member"), actor("clerk")
		self.handler, self.helper = actor("handler"), actor("other_handler")
		make_grid_member(self.township, "Grid Leader", self.above)
		make_grid_member(self.community, "Grid Leader", self.leader)
		make_grid_member(self.compound, user=self.member)
		self.unit, self.helping = make_unit(self.handler).name, make_unit(self.helper).name

	def draft(self, **values):
		with self.as_user(self.clerk):
			return make_event(self.compound, **values)

	def accepted(self, **values):
		event = self.act(self.clerk, self.draft(**values), "Report")
		return self.act(self.dispatcher, event, "Accept")

	def dispatched(self, to: dict | None = None, **values):
		event = self.accepted(**values)
		lead = to or {"lead_grid": self.community}
		return self.act(self.dispatcher, event, "Dispatch", dispatch_opinion="Please handle", **lead)

	def in_progress(self, to: dict | None = None, **values):
		event = self.dispatched(to, **values)
		lead = self.handler if event.lead_unit else self.leader
		return self.act(lead, self.act(lead, event, "Sign"), "Start")

	def resolved(self, **values):
		event = self.act(self.leader, self.in_progress(**values), "Submit Result", result="Done")
		return self.act(self.dispatcher, event, "Approve Result")

	def act(self, user, event, action, **values):
		"""Fill fields and take an action as somebody would over REST: two calls, each from the database."""
		with self.as_user(user):
			if values:
				frappe.get_doc(EVENT, event.name).update(values).save()
			apply_workflow(frappe.as_json({"doctype": EVENT, "name": event.name}), action)
		event.reload()
		return event

	def state(self, event, state, **values):
		path = frappe.db.get_value("Grid", self.community, "grid_path")
		lead = {"lead_grid": self.community, "lead_grid_path": path}
		return put_in_state(event, state, **{**lead, **values})

	def later(self, **period):
		return add_to_date(now_datetime().replace(microsecond=0), **period)

	def deeds(self, event) -> list[str]:
		return frappe.get_all(
			"Timeline Entry", {"reference_name": event.name}, pluck="action", order_by="creation"
		)

	def sees(self, user, doctype, name) -> bool:
		"""Whether a person sees a record; by the list and by itself, which must agree."""
		with self.as_user(user):
			by_list = bool(frappe.get_list(doctype, {"name": name}, limit=1))
			by_itself = bool(frappe.has_permission(doctype, "read", name))
		self.assertEqual(by_list, by_itself)
		return by_list
