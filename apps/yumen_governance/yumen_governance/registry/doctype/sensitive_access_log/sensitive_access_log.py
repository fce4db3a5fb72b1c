"""One access to a sensitive value. Written once by record_access, never changed; removed by the retention only."""

import frappe
from frappe import _

from yumen_governance.grid_management.code_written import WrittenOnce
from yumen_governance.registry.doctype.sensitive_access_log import chain


class AccessLogIsAppendOnlyError(frappe.PermissionError):
	pass


class SensitiveAccessLog(WrittenOnce):
	def autoname(self):
		chain.link(self)

	def before_insert(self):
		if not self.flags.written_by_code:
			frappe.throw(_("The access log is written by the system only."), AccessLogIsAppendOnlyError)

	def db_set(self, *args, **kwargs):
		self.refuse_change()

	def refuse_change(self):
		frappe.throw(_("The access log can't be changed or deleted."), AccessLogIsAppendOnlyError)


def on_doctype_update():
	"""A place in a chain is taken once; who looked at a record is asked by the record.

	frappe.db.add_unique takes an index of another site on the same server for one of this site.
	"""
	if not frappe.db.has_index("tabSensitive Access Log", "unique_place"):
		frappe.db.sql_ddl("alter table `tabSensitive Access Log` add unique unique_place (chain, sequence)")
	frappe.db.add_index("Sensitive Access Log", ["reference_doctype", "reference_name"])
	frappe.db.add_index("Sensitive Access Log", ["user", "logged_on"])
