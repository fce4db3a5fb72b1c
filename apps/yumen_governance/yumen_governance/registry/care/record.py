"""CareRecord: the base of the five records of special groups."""

import frappe
from frappe import _
from frappe.utils import add_days, getdate

from yumen_governance.permissions.care import IN_CARE
from yumen_governance.permissions.scope import scope_of
from yumen_governance.registry.care import person, team
from yumen_governance.registry.care.shape import BETWEEN
from yumen_governance.registry.code_lists import no_longer_used
from yumen_governance.registry.record import DuplicateRecordError, RecordError, RegistryRecord
from yumen_governance.registry.sealing.masks import mask_id_number
from yumen_governance.registry.sensitive_access import record_access
from yumen_governance.registry.shape import shape_of

ENDED = "Ended"
SAFE_HTTP_METHODS = ("GET", "HEAD", "OPTIONS")
# What only the actions and the visits set
KEPT = (
	"person_name",
	"resident",
	"status",
	"ended_on",
	"end_reason",
	"end_note",
	"last_reviewed_on",
	"review_conclusion",
	"last_visited_on",
	"next_visit_on",
	"reminded_of",
)


class EndedError(frappe.PermissionError):
	pass


class CareRecord(RegistryRecord):
	"""Has the fields that the five DocTypes share; lies in no territory, so that no territory shows it."""

	hides_every_name = False

	def validate(self):
		self.keep_what_actions_set()
		self.take_person()
		self.require_unit()
		self.validate_purpose()
		self.set_review_date()
		team.name_members(self)
		self.main_helper = team.main_helper(self)
		self.refuse_row_codes_out_of_use()
		super().validate()

	def on_update(self):
		team.follow(self)
		record_access(
			self.doctype,
			self.name,
			"Record",
			self.purpose().purpose,
			action="Change",
			note=self.what_changed(),
		)

	def on_trash(self):
		frappe.throw(_("A care record is ended, never deleted."), frappe.PermissionError)

	def before_print(self, settings=None):
		"""Early v15 prints whatever a person may read; paper and PDF leave every rule behind."""
		frappe.throw(_("A care record isn't printed."), frappe.PermissionError)

	def apply_fieldlevel_read_permissions(self):
		"""Frappe calls this wherever it hands a record out: form, REST and client.get."""
		record_access(self.doctype, self.name, "Record", self.purpose().purpose)
		super().apply_fieldlevel_read_permissions()

	def onload(self):
		"""Tell the form who the person is, as the registry has them now."""
		found = person.get(self.resident)
		self.set_onload("person", person.for_form(found) if found else None)

	# What is set and checked

	def place(self):
		"""Who sees a care record follows from its unit and helpers, never from a grid."""

	def keep_what_actions_set(self):
		before = self.get_doc_before_save()
		if not before:
			self.update({**dict.fromkeys(KEPT), "status": IN_CARE})
		elif not self.flags.is_acting:
			if before.status == ENDED:
				frappe.throw(_("Care has ended. Take back the end before you change the record."), EndedError)
			self.update({fieldname: before.get(fieldname) for fieldname in KEPT})

	def take_person(self):
		"""Find the person of a new record by the number; keep the name in step with the registry afterwards."""
		found = person.find(self.id_number) if self.is_new() else person.get(self.resident)
		if not found:
			return
		if self.is_new():
			self.refuse_second_record(found)
			self.resident, self.id_number = found.name, mask_id_number(self.id_number)
			self.contact_phone = self.contact_phone or person.phone_of(found)
		is_hidden = self.hides_every_name or person.is_minor(found, getdate(self.started_on))
		self.person_name = person.shown_name(found, is_hidden)

	def refuse_second_record(self, found):
		"""Refuse a second open record in the same unit; whether another unit has one is not this person's to know."""
		frappe.db.get_value(person.RESIDENT, found.name, "name", for_update=True)
		filters = {"resident": found.name, "responsible_unit": self.responsible_unit, "status": IN_CARE}
		if frappe.db.exists(self.doctype, filters):
			frappe.throw(_("Your unit has an open record of this person already."), DuplicateRecordError)

	def require_unit(self):
		"""A unit is given by who is an officer of it; who hands a record over is an officer of both."""
		if not self.is_new() and not self.has_value_changed("responsible_unit"):
			return
		user = frappe.session.user
		if user != "Administrator" and self.responsible_unit not in scope_of(user).units:
			frappe.throw(_("Choose a unit that you handle for."), frappe.PermissionError)

	def validate_purpose(self):
		if not self.is_new() and not self.has_value_changed("legal_purpose"):
			return
		purpose = self.purpose()
		if purpose.record_type != self.doctype or not purpose.is_active:
			frappe.throw(_("Choose a legal purpose of this kind of record that is in use."), RecordError)

	def set_review_date(self):
		"""Fill the date of the next review; it is never later than the legal purpose allows."""
		since = getdate(self.last_reviewed_on or (None if self.is_new() else self.creation))
		latest = getdate(add_days(since, self.purpose().review_days))
		self.review_on = self.review_on or latest
		is_set = self.is_new() or self.has_value_changed("review_on")
		if is_set and self.status == IN_CARE and getdate(self.review_on) > latest:
			frappe.throw(_("The next review is due by {0} at the latest.").format(latest), RecordError)

	def purpose(self):
		fields = ["record_type", "purpose", "is_active", "review_days"]
		return frappe.db.get_value("Legal Purpose", self.legal_purpose, fields, as_dict=True) or frappe._dict(
			review_days=0
		)

	def check(self, plain: dict[str, str]):
		super().check(plain)
		self.check_rows()
		self.check_choices(plain)

	def check_rows(self):
		for table, codes in shape_of(self.doctype).child_codes.items():
			for row in self.get(table):
				for fieldname, code_list in codes.items():
					if (value := row.get(fieldname)) and not value.startswith(f"{code_list}-"):
						frappe.throw(
							_("{0}, row {1}: this code belongs to another code list.").format(
								_(self.meta.get_label(table)), row.idx
							),
							RecordError,
						)

	def refuse_row_codes_out_of_use(self):
		tables = shape_of(self.doctype).child_codes
		chosen = [
			row.get(name)
			for table, codes in tables.items()
			for row in self.get(table)
			if row.is_new()
			for name in codes
		]
		if closed := no_longer_used(chosen):
			frappe.throw(_("This code is no longer used: {0}").format(", ".join(closed)), RecordError)

	def check_choices(self, plain: dict[str, str]):
		"""Refuse a sealed choice that its code list doesn't offer; a label kept from before is left alone."""
		shape, kept = shape_of(self.doctype), self.revealed()
		for fieldname, code_list in shape.choices.items():
			value = plain.get(fieldname)
			if not value or value == kept.get(fieldname):
				continue
			filters = {"code_list": code_list, "is_active": 1}
			offered = frappe.get_all("Code Value", filters, pluck="label", order_by="name")
			chosen = value.split(BETWEEN) if fieldname in shape.multiple else [value]
			if set(chosen) - set(offered):
				label = _(self.meta.get_label(fieldname))
				frappe.throw(_("{0} is one of: {1}").format(label, BETWEEN.join(offered)), RecordError)

	def what_changed(self) -> str:
		"""Return the labels of the fields that a save changed, never a value."""
		before = self.get_doc_before_save()
		if not before:
			return _("New record")
		labels = [
			_(df.label)
			for df in self.meta.fields
			if df.label and not df.hidden and plain_of(self, df) != plain_of(before, df)
		]
		if self.sealed != before.sealed:
			labels.append(_("Sealed Values"))
		return BETWEEN.join(labels)

	# Actions

	@frappe.whitelist(methods=["POST"])
	def end(self, end_reason: str, ended_on: str, end_note: str | None = None) -> None:
		"""End care; from now on the days are counted after which the record is made anonymous.

		:raises frappe.PermissionError: the person is no officer of the unit
		:raises RecordError: no such reason, or an impossible date
		"""
		self.act(status=ENDED, end_reason=end_reason, ended_on=ended_on, end_note=end_note)

	@frappe.whitelist(methods=["POST"])
	def take_back_end(self) -> None:
		"""Take back an end entered by mistake, as long as the record isn't anonymous yet."""
		self.act(status=IN_CARE, end_reason=None, ended_on=None, end_note=None)

	@frappe.whitelist(methods=["POST"])
	def review(self, conclusion: str, next_review_on: str | None = None) -> None:
		"""Write down a review: whether care is still needed, and when this is asked again."""
		if not conclusion.strip():
			frappe.throw(_("Say what the review came to."), RecordError)
		self.act(last_reviewed_on=getdate(), review_conclusion=conclusion, review_on=next_review_on)

	def act(self, **values):
		"""Store what an action sets on the stored record, whatever else came in with the request.

		REST runs a method of a record by GET as well, whatever its verbs, and an access that is logged commits.
		"""
		request = getattr(frappe.local, "request", None)
		if request and request.method in SAFE_HTTP_METHODS:
			frappe.throw(_("Not permitted"), frappe.PermissionError)
		self.check_permission("write")
		self.reload()
		self.flags.is_acting = True
		if self.status == ENDED and values.get("status") != IN_CARE:
			frappe.throw(_("Care has ended already."), EndedError)
		if values.get("status") == ENDED and not values["end_reason"]:
			frappe.throw(_("Say why care ends."), RecordError)
		self.update(values)
		self.save()


def plain_of(doc, df):
	"""Return a field's value in a form that compares; rows of a table without what storing adds."""
	value = doc.get(df.fieldname)
	if df.fieldtype == "Table":
		return [[str(row.get(field.fieldname) or "") for field in row.meta.fields] for row in value or []]
	return str(value or "")
