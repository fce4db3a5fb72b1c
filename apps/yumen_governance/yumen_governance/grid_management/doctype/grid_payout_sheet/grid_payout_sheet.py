"""What the members of a level 1 grid are paid in one month: prepared by one person, approved by another."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import flt, now_datetime

from yumen_governance.grid_management.capital_numerals import in_capital_numerals
from yumen_governance.grid_management.doctype.grid_fund_pool.grid_fund_pool import PRECISION, FundsError, draw
from yumen_governance.grid_management.doctype.grid_payout_sheet import payroll
from yumen_governance.grid_management.notices import tell
from yumen_governance.permissions import funds

DRAFT, AWAITING, RETURNED, APPROVED, REVOKED = "Draft", "Awaiting Approval", "Returned", "Approved", "Revoked"
WRITTEN_BY_STEPS = (
	"status",
	"prepared_by",
	"prepared_on",
	"return_reason",
	"approved_by",
	"approved_on",
)


class GridPayoutSheet(Document):
	def autoname(self):
		self.set_pool_values()
		filters = {"grid": self.grid, "period": self.period}
		earlier = frappe.db.count("Grid Payout Sheet", filters)
		self.name = f"PS-{self.grid}-{self.period}" + (f"-{earlier + 1}" if earlier else "")

	def onload(self):
		self.set_onload("may_approve", self.docstatus < 2 and self.may_approve(frappe.session.user))

	def validate(self):
		self.keep_what_steps_wrote()
		self.set_pool_values()
		self.validate_one_a_month()
		if self.flags.step:
			return
		if self.status in funds.IN_PREPARATION:
			self.complete()
		else:
			self.validate_untouched()

	def before_submit(self):
		self.validate_approval()
		self.validate_balance()
		self.status = APPROVED
		self.approved_by, self.approved_on = frappe.session.user, now_datetime()

	def on_submit(self):
		draw(self.pool, self.total_amount)

	def before_cancel(self):
		if not self.flags.step:
			frappe.throw(_("Revoke the sheet, with a reason."), FundsError)
		self.status = REVOKED

	def on_cancel(self):
		draw(self.pool, -self.total_amount)

	def on_trash(self):
		if self.status not in funds.IN_PREPARATION:
			frappe.throw(_("Only a sheet in preparation can be deleted."), FundsError)

	def keep_what_steps_wrote(self):
		"""The fields of the steps are written by the steps alone, whatever came in."""
		if self.flags.step:
			return
		before = self.get_doc_before_save()
		for fieldname in WRITTEN_BY_STEPS:
			self.set(fieldname, before.get(fieldname) if before else None)
		self.status = self.status or DRAFT

	def set_pool_values(self):
		fields = ["grid", "year", "grid_path", "title", "total_amount", "paid_amount"]
		pool = frappe.db.get_value("Grid Fund Pool", self.pool, fields, as_dict=True)
		if not pool or not self.month:
			frappe.throw(_("Choose the fund pool and the month."), FundsError)
		self.grid, self.grid_path = pool.grid, pool.grid_path
		self.period = f"{pool.year}-{self.month}"
		self.title = f"{pool.title}-{self.month}"
		self.available = flt(pool.total_amount - pool.paid_amount, PRECISION)

	def complete(self):
		payroll.complete(self)
		self.total_amount = flt(sum(row.amount for row in self.payouts), PRECISION)
		self.total_in_words = in_capital_numerals(self.total_amount)
		self.validate_balance()

	def validate_one_a_month(self):
		filters = {"pool": self.pool, "period": self.period, "docstatus": ["<", 2], "name": ["!=", self.name]}
		if other := frappe.db.get_value("Grid Payout Sheet", filters):
			frappe.throw(_("The sheet of this month exists already: {0}.").format(other), FundsError)

	def validate_untouched(self):
		"""What is handed in stays as it is, until it is approved or sent back."""
		before = self.get_doc_before_save()
		if payroll.content(self) != payroll.content(before):
			frappe.throw(_("The sheet is handed in. It must be sent back before it is changed."), FundsError)
		self.total_amount, self.total_in_words = before.total_amount, before.total_in_words

	def validate_balance(self):
		if self.total_amount > self.available:
			frappe.throw(
				_("The payout exceeds the balance of the pool by {0}.").format(
					flt(self.total_amount - self.available, PRECISION)
				),
				FundsError,
			)

	def validate_approval(self):
		if self.status != AWAITING:
			frappe.throw(_("Only a sheet that is handed in can be approved."), FundsError)
		if frappe.session.user in (self.owner, self.prepared_by):
			frappe.throw(_("Whoever prepares a sheet doesn't approve it."), frappe.PermissionError)
		if not self.may_approve(frappe.session.user):
			frappe.throw(_("Only the leaders of {0} approve it.").format(self.grid), frappe.PermissionError)

	def may_approve(self, user: str) -> bool:
		"""Tell whether a person other than the preparers leads the grid whose money it is."""
		return user not in (self.owner, self.prepared_by) and user in funds.approvers(self.grid_path or "")

	@frappe.whitelist(methods=["POST"])
	def fill_members(self) -> int:
		"""Add the members in office in the month who aren't on the sheet yet; nothing is saved.

		:return: how many were added
		"""
		self.check_permission("write")
		if self.is_new():
			self.status, self.currency = DRAFT, self.meta.get_field("currency").default
		self.set_pool_values()
		return payroll.fill(self)

	@frappe.whitelist(methods=["POST"])
	def hand_in(self) -> None:
		"""Hand the sheet in for approval and tell the leaders who may approve it."""
		self.check_permission("write")
		self.reload()
		if self.status not in funds.IN_PREPARATION:
			frappe.throw(_("The sheet is handed in already."), FundsError)
		self.complete()
		payroll.validate_complete(self)
		approvers = [user for user in funds.approvers(self.grid_path) if user != self.owner]
		if not set(approvers) - {frappe.session.user}:
			frappe.throw(
				_("No leader of this level 1 grid has an account that could approve it."), FundsError
			)
		self.take_step(
			status=AWAITING,
			prepared_by=frappe.session.user,
			prepared_on=now_datetime(),
			return_reason=None,
		)
		self.tell(approvers, lambda language: _("Payout sheet {0} awaits your approval", language))

	@frappe.whitelist(methods=["POST"])
	def approve(self) -> None:
		"""Approve the sheet: it is submitted, and the pool pays it.

		:raises frappe.PermissionError: the person prepared it, or doesn't lead the level 1 grid
		"""
		self.check_permission("submit")
		self.reload()
		self.submit()
		self.tell([self.prepared_by], lambda language: _("Payout sheet {0} was approved", language))

	@frappe.whitelist(methods=["POST"])
	def send_back(self, reason: str) -> None:
		"""Return the sheet to whoever prepared it, with a reason."""
		self.check_permission("submit")
		self.reload()
		if self.status != AWAITING:
			frappe.throw(_("Only a sheet that is handed in can be sent back."), FundsError)
		self.take_step(status=RETURNED, return_reason=required(reason))
		self.tell([self.prepared_by], lambda language: _("Payout sheet {0} was sent back", language))

	@frappe.whitelist(methods=["POST"])
	def revoke(self, reason: str) -> None:
		"""Cancel an approved sheet, with a reason; the pool holds the money again."""
		self.check_permission("cancel")
		self.reload()
		self.return_reason = required(reason)
		self.flags.step = True
		self.cancel()
		self.tell([self.prepared_by], lambda language: _("Payout sheet {0} was revoked", language))

	def take_step(self, **values) -> None:
		self.flags.step = True
		self.update(values)
		self.save()
		self.flags.step = False

	def tell(self, users, sentence) -> None:
		title = frappe.utils.escape_html(self.title)
		tell(users, lambda language: sentence(language).format(title), self.doctype, self.name)


def required(reason: str) -> str:
	"""Return a reason without blanks around it.

	:raises FundsError: there is none
	"""
	if not (reason or "").strip():
		frappe.throw(_("Give a reason."), FundsError)
	return reason.strip()
