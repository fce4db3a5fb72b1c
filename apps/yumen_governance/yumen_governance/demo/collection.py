"""Records of the demo registry on their way into the database: checked and sealed one by one, inserted in bulk."""

import frappe
from frappe.model.document import bulk_insert

from yumen_governance.demo.dataset import CITY, phone, read
from yumen_governance.registry import search_keys

FIRST_PHONE = 8000
STORED = ("name", "grid_path", "min_lon", "min_lat", "max_lon", "max_lat")


class Collection:
	"""Collects records by DocType. places: the third-level grids of the demo city by name."""

	def __init__(self):
		self.places = _third_level_grids()
		self.records: dict[str, list] = {}
		self.named: dict[tuple[str, str], str] = {}
		self.phones = FIRST_PHONE

	def add(self, doctype: str, grid: str, **values):
		"""Prepare a record to be inserted, and return it; unsealed fields may still be filled."""
		doc = frappe.new_doc(doctype)
		doc.update({**values, "grid": grid})
		doc.owner = frappe.session.user
		doc.prepare(self.places[grid].grid_path)
		self.records.setdefault(doctype, []).append(doc)
		self.named[doctype, doc.get(doc.meta.title_field)] = doc.name
		return doc

	def phone(self) -> str:
		"""Return a telephone number of its own."""
		self.phones += 1
		return phone(self.phones)

	def insert(self) -> None:
		"""Insert everything, and what residents are found by."""
		for doctype, docs in self.records.items():
			bulk_insert(doctype, docs)
			for doc in docs:
				_insert_rows(doc)
		search_keys.insert(
			[row for doc in self.records["Resident"] for row in search_keys.rows_of(doc, None)]
		)


def _insert_rows(doc) -> None:
	for row in doc.get_all_children():
		row.update({"parent": doc.name, "name": frappe.generate_hash(length=10)})
		row.db_insert()


def _third_level_grids() -> dict[str, frappe._dict]:
	"""Return the third-level grids: own name, names of township and village above, path, and the box of the outline."""
	stored = {row.name: row for row in frappe.get_all("Grid", fields=STORED)}
	return {
		(name := CITY + township["code"] + village["code"] + row["code"]): frappe._dict(
			**stored[name],
			grid_name=row["name"],
			unit_type=row["unit_type"],
			township=township["name"],
			village=village["name"],
		)
		for township in read("grids")
		for village in township["children"]
		for row in village["children"]
	}
