"""Which events go to which unit or grid; tried in order by events/routing.py."""

import frappe
from frappe import _
from frappe.model.document import Document


class RoutingRuleError(frappe.ValidationError):
	pass


class RoutingRule(Document):
	def validate(self):
		self.validate_result()
		self.validate_in_use()
		self.tidy_keywords()

	def validate_result(self):
		if bool(self.lead_unit) == bool(self.grid_level):
			frappe.throw(_("Choose either a lead unit or the level of the lead grid."), RoutingRuleError)
		if self.lead_unit and self.lead_unit in [row.unit for row in self.assisting_units]:
			frappe.throw(_("The lead unit can't assist itself."), RoutingRuleError)

	def validate_in_use(self):
		"""An active rule names only what is in use."""
		if not self.is_active:
			return
		named = [(df.label, df.options, self.get(df.fieldname)) for df in self.meta.get_link_fields()]
		named += [("Assisting Units", "Functional Unit", row.unit) for row in self.assisting_units]
		for label, doctype, name in named:
			if name and not frappe.db.get_value(doctype, name, "is_active"):
				frappe.throw(_("{0} {1} is not in use.").format(_(label), name), RoutingRuleError)

	def tidy_keywords(self):
		words = (word.strip() for word in (self.keywords or "").splitlines())
		self.keywords = "\n".join(dict.fromkeys(word for word in words if word))
