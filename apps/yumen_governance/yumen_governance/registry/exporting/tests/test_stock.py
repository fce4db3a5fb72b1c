"""The framework's own exports: watermark in, formulas out, registry refused, written into the log."""

import csv
from io import BytesIO, StringIO

import frappe
from frappe import _
from frappe.handler import execute_cmd
from openpyxl import load_workbook

from yumen_governance.permissions.registry import REGISTRY_DOCTYPES
from yumen_governance.registry.sensitive_access import LOG
from yumen_governance.registry.shape import shaped_doctypes
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import actor, make_event, make_grid, make_resident

LIST = "frappe.desk.reportview.export_query"
REPORT = "frappe.desk.query_report.export_query"
FIELDS = ["`tabGovernance Event`.`title`", "`tabGovernance Event`.`grid`"]


class TestStockExport(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		self.grid = make_grid().name
		self.event = make_event(self.grid, title="=HYPERLINK('x')").name
		make_event(self.grid, title="普通,事件")
		frappe.local.request = frappe._dict(method="POST")
		self.addCleanup(frappe.local.form_dict.clear)
		self.addCleanup(frappe.local.response.clear)

	def export(self, cmd: str = LIST, person: str = "dispatcher", **form):
		"""Call an endpoint as the desk does and return what it would send."""
		with self.as_user(actor(person)):
			frappe.local.form_dict = frappe._dict(form)
			execute_cmd(cmd)
		return frappe.local.response.pop("filecontent")

	def list_of_events(self, file_format: str, person: str = "dispatcher", **form):
		filters = frappe.as_json({"grid": self.grid})
		form = {"doctype": "Governance Event", "file_format_type": file_format, "filters": filters, **form}
		return self.export(LIST, person, fields=frappe.as_json(FIELDS), order_by="title", **form)

	def test_list_as_xlsx(self):
		sheet = load_workbook(BytesIO(self.list_of_events("Excel"))).active
		self.assertIn(actor("dispatcher"), sheet["A1"].value)
		self.assertEqual([sheet["B3"].value, sheet["B4"].value], ["'=HYPERLINK('x')", "普通,事件"])
		self.assertEqual(sheet["B3"].data_type, "s")
		self.assertEqual([sheet["A3"].value, sheet["A4"].value], [1, 2])

	def test_list_as_csv_in_every_way_of_quoting(self):
		for quoting in (csv.QUOTE_NONNUMERIC, csv.QUOTE_ALL, csv.QUOTE_MINIMAL):
			content = self.list_of_events("CSV", csv_delimiter=";", csv_quoting=str(quoting))
			rows = list(csv.reader(StringIO(content.decode("utf-8-sig")), delimiter=";"))
			with self.subTest(quoting):
				self.assertIn(actor("dispatcher"), rows[0][0])
				self.assertEqual(
					[row[:2] for row in rows[2:]], [["1", "'=HYPERLINK('x')"], ["2", "普通,事件"]]
				)

	def test_export_stands_in_the_log(self):
		self.list_of_events("CSV")
		row = frappe.get_last_doc(LOG, {"user": actor("dispatcher"), "action": "Export"}, "sequence desc")
		self.assertEqual((row.reference_doctype, row.row_count), ("Governance Event", 2))

	def test_selected_rows_only(self):
		content = self.list_of_events("CSV", selected_items=frappe.as_json([self.event]))
		self.assertEqual(len(content.decode("utf-8-sig").splitlines()), 3)

	def test_who_may_not_export_still_may_not(self):
		for person in ("member", "clerk"):
			with self.subTest(person):
				self.assertRefused(frappe.PermissionError, self.list_of_events, "CSV", person)

	def test_report_as_xlsx(self):
		frappe.local.form_dict = frappe._dict(
			report_name="Database Storage Usage By Tables",
			file_format_type="Excel",
			visible_idx="[]",
			filters="{}",
		)
		execute_cmd(REPORT)
		sheet = load_workbook(BytesIO(frappe.local.response.pop("filecontent"))).active
		self.assertIn("Administrator", sheet["A1"].value)
		self.assertEqual(sheet["A2"].value, _("Table"))

	def test_registry_is_refused_to_everybody_by_every_road(self):
		make_resident(make_grid(make_grid(self.grid).name).name)
		frappe.set_user("Administrator")
		for doctype in {*REGISTRY_DOCTYPES, *shaped_doctypes()}:
			roads = {
				LIST: {"doctype": doctype, "file_format_type": "CSV", "fields": '["name"]'},
				"frappe.core.doctype.data_export.exporter.export_data": {
					"doctype": doctype,
					"parent_doctype": doctype,
					"with_data": "1",
				},
				"frappe.core.doctype.data_import.data_import.download_template": {
					"doctype": doctype,
					"export_fields": frappe.as_json({doctype: ["name"]}),
					"export_records": "all",
				},
			}
			for cmd, form in roads.items():
				frappe.local.form_dict = frappe._dict(form)
				with self.subTest(doctype=doctype, cmd=cmd):
					self.assertRefused(frappe.PermissionError, execute_cmd, cmd)
