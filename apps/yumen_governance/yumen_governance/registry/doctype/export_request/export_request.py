"""A request to take registry records out of the system: asked for, decided by others, fetched, forgotten.

Requested → (Half Approved →) Approved → Ready → Expired; or Refused, Withdrawn, Failed, Expired. What was asked for
never changes; the state changes only through the methods here.
"""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import add_days, cint, now_datetime

from yumen_governance.grid_management.notices import tell
from yumen_governance.permissions.office import holders_of
from yumen_governance.permissions.roles import ADMINISTRATOR, PRIVACY_OFFICER
from yumen_governance.registry.exporting.columns import columns_of, may_ask_for
from yumen_governance.registry.exporting.filters import checked, in_words
from yumen_governance.registry.exporting.rows import table_of
from yumen_governance.registry.reveal import purposes_of

OPEN = ("Requested", "Half Approved")
ASKED = (
	"reference_doctype",
	"filters",
	"purpose",
	"legal_basis",
	"recipient",
	"note",
	"file_format",
	"columns",
)


class ExportRequestError(frappe.ValidationError):
	pass


class OwnRequestError(frappe.PermissionError):
	pass


class ExportRequest(Document):
	def before_insert(self):
		asked = {field: self.get(field) for field in ASKED}
		self.update({df.fieldname: None for df in self.meta.fields if df.fieldname not in ASKED})
		self.update(asked)
		self.requested_by, self.requested_on, self.status = frappe.session.user, now_datetime(), "Requested"
		self.valid_until = add_days(self.requested_on, _setting("export_decision_days"))
		self.requester_name = frappe.get_cached_value("User", self.requested_by, "full_name")
		self.check_request()
		self.row_estimate = self.counted()

	def validate(self):
		if not self.is_new() and not self.flags.moved_by_code:
			self.refuse_change()

	def after_insert(self):
		self.tell_deciders()

	def on_trash(self):
		self.refuse_change()

	def before_rename(self, *args):
		self.refuse_change()

	def check_request(self):
		"""Refuse a request for what the requester may not read, or without a reason that an approver can judge."""
		if not may_ask_for(self.reference_doctype):
			frappe.throw(
				_("You may not ask for an export of {0}.").format(_(self.reference_doctype or "")),
				frappe.PermissionError,
			)
		if self.purpose not in purposes_of(self.requested_by, "for_export"):
			frappe.throw(_("Choose a purpose that is meant for exports."), ExportRequestError)
		filters = checked(self.reference_doctype, self.filters, self.requested_by)
		self.filters = frappe.as_json(filters, indent=None)
		self.filters_text = in_words(self.reference_doctype, filters)
		self.check_columns()

	def check_columns(self):
		known = {column.fieldname: column for column in columns_of(self.reference_doctype, self.requested_by)}
		for row in self.columns:
			column = known.get(row.fieldname)
			if not column or (row.is_plain and not column.may_be_plain):
				frappe.throw(
					_("You may not ask for this field: {0}").format(
						frappe.utils.escape_html(row.label or row.fieldname)
					),
					frappe.PermissionError,
				)
			row.label = column.label
		if not self.columns:
			frappe.throw(_("Choose at least one column."), ExportRequestError)
		self.has_plain_values = int(any(row.is_plain for row in self.columns))
		self.columns_text = "、".join(
			_("{0} (plain)").format(row.label) if row.is_plain else row.label for row in self.columns
		)

	def counted(self) -> int:
		rows, most = table_of(self, self.requested_by).count(), _setting("export_max_rows")
		if rows > most:
			frappe.throw(
				_(
					"These are {0} records; at most {1} are exported at once. Please narrow the filters."
				).format(rows, most),
				ExportRequestError,
			)
		return rows

	def approve(self, note: str | None = None) -> str:
		"""Approve as Privacy Officer, and for plain values as Governance Administrator too; never one's own.

		:return: the new status; Approved means that the file is to be made
		:raises OwnRequestError: the approver asked for it themselves, or approved it already
		"""
		user = self._decider()
		seat = self._empty_seat(user)
		self.update({f"approved_by_{seat}": user, f"{seat}_decided_on": now_datetime()})
		needed = ("officer", "administrator") if self.has_plain_values else ("officer",)
		done = all(self.get(f"approved_by_{seat}") for seat in needed)
		self._move("Approved" if done else "Half Approved", decision_note=note or self.decision_note)
		return self.status

	def refuse(self, note: str) -> None:
		"""Refuse with a reason.

		:raises ExportRequestError: without one
		"""
		user = self._decider()
		if not (note or "").strip():
			frappe.throw(_("Say why the request is refused."), ExportRequestError)
		self._move("Refused", refused_by=user, decision_note=note)
		self._tell_requester(lambda language: _("Export request {0} was refused", language))

	def withdraw(self) -> None:
		"""Take one's own request back before it is decided."""
		if self.requested_by != frappe.session.user:
			frappe.throw(_("Only the requester can do this."), frappe.PermissionError)
		self._require(*OPEN)
		self._move("Withdrawn")

	def made(self, file: str, file_name: str, rows: int) -> None:
		"""Note that the file is there."""
		now = now_datetime()
		until = add_days(now, _setting("export_file_days"))
		self._move("Ready", file=file, file_name=file_name, row_count=rows, made_on=now, valid_until=until)
		self._tell_requester(lambda language: _("The file of export request {0} is ready", language))

	def failed(self, why: str) -> None:
		"""Note that the file could not be made."""
		self._move("Failed", failure=why[:500])
		self._tell_requester(lambda language: _("The file of export request {0} could not be made", language))

	def expire(self) -> None:
		"""Forget the request, and its file if there is one."""
		file = self.file
		self._move("Expired", file=None)
		if file and frappe.db.exists("File", file):
			frappe.delete_doc("File", file, ignore_permissions=True)  # the file is the system's to remove

	def fetched(self) -> None:
		"""Count a download."""
		self._move(self.status, download_count=cint(self.download_count) + 1, last_download_on=now_datetime())

	def refuse_change(self):
		frappe.throw(
			_("An export request can't be changed or deleted. Withdraw it and ask again."),
			frappe.PermissionError,
		)

	def tell_deciders(self):
		roles = (PRIVACY_OFFICER, ADMINISTRATOR) if self.has_plain_values else (PRIVACY_OFFICER,)
		person = frappe.utils.escape_html(frappe.get_cached_value("User", self.requested_by, "full_name"))
		tell(
			holders_of(*roles),
			lambda language: _("{0} asks for an export of {1}", language).format(
				person, _(self.reference_doctype, language)
			),
			self.doctype,
			self.name,
		)

	def _decider(self) -> str:
		self.check_permission("write")
		user = frappe.session.user
		if user == self.requested_by:
			frappe.throw(_("Somebody else has to decide on your own request."), OwnRequestError)
		self._require(*OPEN)
		if self.valid_until < now_datetime():
			frappe.throw(_("The request has expired. The requester has to ask again."), ExportRequestError)
		return user

	def _empty_seat(self, user: str) -> str:
		held = set(frappe.get_roles(user))
		seats = {"officer": PRIVACY_OFFICER, "administrator": ADMINISTRATOR}
		if user in (self.approved_by_officer, self.approved_by_administrator):
			frappe.throw(
				_("You have approved it already; the second approval is another person's."), OwnRequestError
			)
		wanted = seats if self.has_plain_values else ("officer",)
		empty = [seat for seat in wanted if seats[seat] in held and not self.get(f"approved_by_{seat}")]
		if not empty:
			frappe.throw(_("This approval is not yours to give."), frappe.PermissionError)
		return empty[0]

	def _require(self, *states: str) -> None:
		if self.status not in states:
			frappe.throw(
				_("This can't be done any more: the request is {0}.").format(_(self.status)),
				ExportRequestError,
			)

	def _move(self, status: str, **values) -> None:
		self.update({"status": status, **values})
		self.flags.moved_by_code = True
		self.save(ignore_permissions=True)  # each caller has checked who may take this step

	def _tell_requester(self, subject) -> None:
		tell(
			[self.requested_by],
			lambda language: subject(language).format(self.name),
			self.doctype,
			self.name,
		)


def _setting(name: str) -> int:
	return cint(frappe.db.get_single_value("Privacy Settings", name))
