"""Code lists: complete, marked as verified or not, offered while in use, kept on old records."""

import frappe

from yumen_governance.api.code_values import search
from yumen_governance.registry.record import RecordError
from yumen_governance.registry.shape import shape_of, shaped_doctypes
from yumen_governance.seed import code_lists
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import actor, make_grid, make_resident

# List: standard, whether its codes were read in a source, how many values, first and last (data standards of the domain)
LISTS = {
	"sex": ("GB/T 2261.1", 0, 4, "男", "未说明"),
	"marital": ("GB/T 2261.2", 0, 8, "未婚", "未说明"),
	"ethnic": ("GB/T 3304", 0, 58, "汉族", "外国血统"),
	"political": ("GB/T 4762", 0, 13, "中共党员", "群众"),
	"education": ("GB/T 4658", 0, 8, "研究生", "其他"),
	"kinship": ("GB/T 4761", 0, 10, "本人", "非亲属"),
	"document_type": ("GA/T 517", 0, 8, "身份证", "外国人居留证"),
	"nationality": ("GB/T 2659", 0, 249, "中国", "中国台湾"),
	"inflow_reason": ("GB/T 31000-2015", 0, 12, "务工", "其他"),
	"event_scale": ("GB/T 31000-2015", 0, 5, "个体性事件", "特别重大群体性事件"),
	"registration_match": ("GB/T 31000-2015", 1, 2, "人户一致", "人户不一致"),
	"diagnosis": ("GB/T 31000-2015", 1, 9, "精神分裂症", "其他"),
	"risk_level": ("GB/T 31000-2015", 1, 6, "0级", "5级"),
	"treatment": ("GB/T 31000-2015", 1, 4, "住院治疗", "未接受过治疗"),
	"hospitalization_reason": ("GB/T 31000-2015", 1, 3, "已发生危害他人安全的行为", "其他"),
	"care_participant": ("GB/T 31000-2015", 1, 6, "基层医务人员", "其他"),
	"assistance_source": ("GB/T 31000-2015", 1, 7, "民政", "其他"),
	"family_economy": ("GB/T 31000-2015", 1, 5, "无固定经济来源", "其他"),
	"former_charge": ("GB/T 31000-2015", 1, 10, "危害国家安全", "军人违反职责"),
	"release_risk": ("GB/T 31000-2015", 1, 2, "重点帮教", "一般帮教"),
	"release_reception": ("GB/T 31000-2015", 1, 7, "基层政府接回", "其他"),
	"placement": ("GB/T 31000-2015", 1, 8, "落实责任田", "其他"),
	"correction_kind": ("GB/T 31000-2015", 1, 5, "管制", "剥夺政治权利"),
	"correction_reception": ("GB/T 31000-2015", 1, 4, "自行报到", "其他"),
	"correction_end": ("GB/T 31000-2015", 1, 5, "期满释放", "其他"),
	"four_histories": ("GB/T 31000-2015", 1, 4, "吸毒", "袭警"),
	"three_involvements": ("GB/T 31000-2015", 1, 3, "涉毒", "涉枪"),
	"correction_group": ("GB/T 31000-2015", 1, 9, "司法所", "其他"),
	"drug_control": ("GB/T 31000-2015", 1, 6, "在控", "社会面戒断不满三年"),
	"drug_reason": ("GB/T 31000-2015", 1, 9, "亲友影响", "其他"),
	"key_youth_kind": ("GB/T 31000-2015", 0, 6, "闲散青少年", "其他"),
	"attention_level": ("GB/T 31000-2015", 0, 3, "一般", "严重"),
}


class TestCodeLists(GovernanceTestCase):
	def test_every_list_of_the_standards_is_seeded_complete(self):
		for code, (standard, verified, size, first, last) in LISTS.items():
			with self.subTest(code):
				row = frappe.db.get_value("Code List", code, ["standard", "verified"])
				self.assertEqual(row, (standard, verified))
				labels = frappe.get_all("Code Value", {"code_list": code}, pluck="label")
				self.assertEqual(len(labels), size)
				self.assertTrue({first, last} <= set(labels))

	def test_values_carry_the_mark_of_their_list(self):
		for code, (_standard, verified, *_rest) in LISTS.items():
			marks = frappe.get_all("Code Value", {"code_list": code}, pluck="verified", distinct=True)
			self.assertEqual(marks, [verified], code)

	def test_every_unverified_standard_list_is_seeded_so(self):
		for code, row in code_lists.read().items():
			self.assertEqual(frappe.db.get_value("Code List", code, "verified"), row["verified"], code)

	def test_every_coded_field_has_a_list_and_is_a_link_to_code_value(self):
		for doctype in shaped_doctypes():
			meta, shape = frappe.get_meta(doctype), shape_of(doctype)
			fields = [(meta, shape.codes)] + [
				(frappe.get_meta(meta.get_options(table)), codes)
				for table, codes in shape.child_codes.items()
			]
			for owner, codes in fields:
				for fieldname, code_list in codes.items():
					with self.subTest(doctype, field=fieldname):
						self.assertEqual(owner.get_options(fieldname), "Code Value")
						self.assertTrue(frappe.db.exists("Code Value", {"code_list": code_list}))

	def test_seeding_again_leaves_what_an_administrator_changed_or_switched_off(self):
		frappe.get_doc("Code Value", "marital-21").update({"label": "初次结婚", "is_active": 0}).save()
		code_lists.seed()
		self.assertEqual(
			frappe.db.get_value("Code Value", "marital-21", ["label", "is_active"]), ("初次结婚", 0)
		)

	def test_seeding_again_never_brings_a_deleted_value_back(self):
		frappe.delete_doc("Code Value", "event_scale-05")
		code_lists.seed()
		self.assertFalse(frappe.db.exists("Code Value", "event_scale-05"))

	def test_deprivation_of_rights_is_no_longer_offered(self):
		self.assertEqual(frappe.db.get_value("Code Value", "correction_kind-05", "is_active"), 0)


class TestChoosing(GovernanceTestCase):
	def found(self, text, code_list="ethnic", **filters):
		rows = search("Code Value", text, "name", 0, 5, {"code_list": code_list, "is_active": 1, **filters})
		return [label for _name, label, _code in rows]

	def test_codes_are_found_by_code_name_and_initials(self):
		for text in ("03", "回", "回族", "hz"):
			with self.subTest(text):
				self.assertIn("回族", self.found(text))

	def test_the_code_itself_comes_first(self):
		self.assertEqual(self.found("01")[0], "汉族")

	def test_only_the_list_of_the_field_is_offered(self):
		self.assertEqual(self.found("", "sex"), ["未知", "男", "女", "未说明"])

	def test_value_switched_off_is_not_offered(self):
		frappe.db.set_value("Code Value", "sex-9", "is_active", 0)
		self.assertNotIn("未说明", self.found("", "sex"))

	def test_members_may_choose_codes_and_not_change_them(self):
		with self.as_user(actor("member")):
			self.assertTrue(self.found("01"))
			value = frappe.get_doc("Code Value", "ethnic-01")
			self.assertRefused(frappe.PermissionError, value.save)

	def test_value_switched_off_stays_on_old_records_and_can_not_be_chosen_anew(self):
		grid = make_grid(make_grid(make_grid().name).name).name
		resident = make_resident(grid, ethnic="ethnic-56")
		frappe.db.set_value("Code Value", "ethnic-56", "is_active", 0)
		resident.reload()
		resident.occupation = "教师"
		resident.save()
		message = self.assertRefused(RecordError, make_resident, grid, ethnic="ethnic-56")
		self.assertIn("基诺族", message)

	def test_code_of_another_list_is_refused(self):
		grid = make_grid(make_grid(make_grid().name).name).name
		self.assertRefused(RecordError, make_resident, grid, ethnic="marital-10")
		family = [{"member_name": "张某", "relation": "sex-1"}]
		values = {"resident_kind": "Left-behind", "left_behind_type": "left_behind_type-01"}
		self.assertRefused(RecordError, make_resident, grid, family_members=family, **values)
