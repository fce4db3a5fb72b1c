"""Form and import agree: what one refuses the other refuses, and the rules of a shape are told in the same words."""

import html

import frappe

from yumen_governance.registry.importing.tests.case import ImportTestCase
from yumen_governance.registry.record import RecordError
from yumen_governance.tests.factories import invented_id

MAN = "990000200102030012"
HEADERS = {
	"resident_name": "姓名",
	"resident_kind": "人员类别",
	"id_number": "身份证号",
	"no_id_reason": "无证原因",
	"phone": "手机号",
	"sex": "性别",
	"birth_date": "出生日期",
	"grid": "网格",
	"status": "status",
	"status_date": "状态日期",
	"inflow_reason": "流入原因",
	"left_behind_type": "留守人员类型",
	"nationality": "国籍",
	"document_type": "证件类型",
	"other_document_number": "护照号",
	"arrived_on": "抵达日期",
	"leaving_on": "预计离开日期",
	"needs_attention": "是否重点关注",
	"family_phone": "家人电话",
	"guardian_phone": "监护人电话",
	"annual_income": "个人年收入",
	"address_detail": "住址",
}
FOREIGN = {"resident_kind": "Foreign", "nationality": "nationality-DEU", "document_type": "document_type-414"}
# What the shape finds wrong: the same words in both
TOLD_ALIKE = (
	{"id_number": "12345"},
	{"id_number": "99000020010203001A"},
	{"id_number": "990000200113030012"},
	{"id_number": "990000200102030011"},
	{"id_number": "990000209901010013"},
	{"id_number": "990000991302001"},
	{"id_number": ""},
	{"id_number": MAN, "sex": "sex-2"},
	{"id_number": MAN, "birth_date": "2001-02-04"},
	{"phone": "12345"},
	{"phone": "1234567890"},
	{"phone": "3331234"},
	{"family_phone": "abc"},
	{"guardian_phone": "119900001234"},
	{"resident_kind": "Floating"},
	{"resident_kind": "Left-behind"},
	{**FOREIGN, "id_number": ""},
	{**FOREIGN, "id_number": "", "other_document_number": "有汉字"},
	{**FOREIGN, "id_number": "", "other_document_number": "C" * 31},
	{
		**FOREIGN,
		"id_number": "",
		"other_document_number": "C1",
		"arrived_on": "2020-02-01",
		"leaving_on": "2020-01-01",
	},
	{"needs_attention": 1},
	{"id_number": "", "no_id_reason": "Document Not at Hand", "birth_date": "2999-01-01"},
	{"status": "Deceased", "status_date": "2999-01-01"},
)
# What the framework finds wrong in the form: refused by both, explained better by the import
REFUSED_ALIKE = (
	{"resident_name": ""},
	{"resident_name": "长" * 51},
	{"resident_kind": "Tourist"},
	{"grid": "000000000000000"},
	{"grid": ""},
	{"sex": "sex-7"},
	{"annual_income": -1},
	{"annual_income": 99_999_999_999},
	{"status": "Lost"},
	{"address_detail": "很" * 200 + "社区"},
)


class TestAgreement(ImportTestCase):
	def good(self, **values) -> dict:
		person = {
			"resident_name": "同说人",
			"resident_kind": "Registered",
			"id_number": invented_id(),
			"grid": self.grid,
		}
		return {**person, **values}

	def formed(self, values: dict) -> str | None:
		"""Save as the form does; return what it says, None if it agrees."""
		frappe.clear_messages()
		frappe.db.savepoint("form")
		try:
			frappe.get_doc({"doctype": "Resident", **values}).insert()
		except frappe.ValidationError as refusal:
			return html.unescape(str(refusal) or "?")
		finally:
			frappe.db.rollback(save_point="form")
		return None

	def reported(self, values: dict) -> list[str]:
		frappe.db.savepoint("import")
		try:
			doc = self.imported([{HEADERS[name]: str(value) for name, value in values.items()}])
			return [line[2] for line in self.report(doc)]
		finally:
			frappe.db.rollback(save_point="import")

	def test_what_is_right_is_right_to_both(self):
		for values in (
			{},
			{"id_number": MAN, "sex": "sex-1", "birth_date": "2001-02-03"},
			{"id_number": "990000010203001"},
			{"resident_kind": "Floating", "inflow_reason": "inflow_reason-01", "phone": "+86 199 0000 1234"},
			{**FOREIGN, "id_number": "", "other_document_number": "c01x00t47"},
			{"status": "Deceased"},
		):
			with self.subTest(values):
				good = self.good(**values)
				self.assertEqual((self.formed(good), self.reported(good)), (None, []))

	def test_rules_of_the_shape_are_told_in_the_same_words(self):
		for values in TOLD_ALIKE:
			with self.subTest(values):
				bad = self.good(**values)
				said, reported = self.formed(bad), self.reported(bad)
				self.assertTrue(said and reported, (said, reported))
				self.assertEqual(len(said.split("<br>")), len(reported), (said, reported))
				for message in reported:
					self.assertIn(message, said)

	def test_what_the_framework_refuses_the_import_refuses(self):
		for values in REFUSED_ALIKE:
			with self.subTest(values):
				bad = self.good(**values)
				self.assertIsNotNone(self.formed(bad))
				self.assertTrue(self.reported(bad))

	def test_second_registration_is_an_error_in_the_form_and_an_update_in_the_import(self):
		good = self.good()
		frappe.get_doc({"doctype": "Resident", **good}).insert()
		self.assertRefused(RecordError, frappe.get_doc({"doctype": "Resident", **good}).insert)
		self.assertEqual(self.reported({**good, "resident_name": "同说人二"}), [])
