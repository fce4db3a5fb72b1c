"""The template of an import: headers, an example row, and the values that coded columns may have."""

import csv
from io import BytesIO, StringIO

import frappe
from frappe import _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation

from yumen_governance.registry.importing.targets import Target, targets_of
from yumen_governance.registry.shape import shape_of

WANTED_FILL, PLAIN_FILL = PatternFill("solid", fgColor="FCE4D6"), PatternFill("solid", fgColor="DDEBF7")
WIDE, NARROW = 24, 14
AS_TEXT = "@"
MOST_LISTED_ROWS = 1_000_000
# Nobody: the region 990000 is not allocated, nor are telephone numbers of this shape
EXAMPLES = {
	"Resident": {
		"resident_name": "示例人员",
		"id_number": "990000199001010017",
		"phone": "19900000000",
		"household": "000000001",
		"address_detail": "示例小区1号楼1单元101室",
	},
	"Household": {"household_number": "000000001", "head_name": "示例户主"},
	"Standard Address": {
		"township": "示例镇",
		"village": "示例社区",
		"compound": "示例小区",
		"building": "1号楼",
		"unit": "1单元",
		"door": "101室",
	},
	"Building": {"building_name": "1号楼", "compound_name": "示例小区"},
	"Rental House": {
		"house_name": "示例出租房",
		"landlord_name": "示例房主",
		"landlord_phone": "19900000000",
	},
	"Organization": {
		"organization_name": "示例企业",
		"contact_name": "示例联系人",
		"contact_phone": "19900000000",
	},
	"Public Facility": {"facility_name": "示例设施", "facility_number": "示例001"},
	"Hazard": {"title": "示例隐患", "location": "示例小区1号楼"},
	"Key Area": {"area_name": "示例区域", "location": "示例市场"},
}


def example_of(doctype: str) -> dict[str, str]:
	"""Return by which texts the example row of a template is known, by field."""
	return EXAMPLES.get(doctype, {})


def as_xlsx(doctype: str, user: str) -> bytes:
	"""Return the template as a workbook: the table, the allowed values, how to fill it in."""
	targets = targets_of(doctype, user)
	choices = {name: found for name in targets if (found := _choices(doctype, name))}
	book = Workbook()
	table = book.active
	table.title = _(doctype)
	codes = book.create_sheet(_("Allowed Values"))
	ranges = _write_choices(codes, {targets[name].label: found for name, found in choices.items()})
	_write_table(table, doctype, targets, choices, ranges)
	_write_notes(book.create_sheet(_("How to Fill In")))
	stream = BytesIO()
	book.save(stream)
	return stream.getvalue()


def as_csv(doctype: str, user: str) -> bytes:
	"""Return the template as a csv in UTF-8 with the mark by which spreadsheets know it."""
	targets = targets_of(doctype, user)
	stream = StringIO(newline="")
	writer = csv.writer(stream)
	writer.writerow([header_of(target) for target in targets.values()])
	writer.writerow([_example(doctype, target) for target in targets.values()])
	return stream.getvalue().encode("utf-8-sig")


def header_of(target: Target) -> str:
	"""Return the header of a column; a star marks those that a new record can't do without."""
	return f"{target.label}*" if target.wanted else target.label


def _write_table(sheet, doctype: str, targets: dict[str, Target], choices, ranges: dict[str, str]) -> None:
	for place, (name, target) in enumerate(targets.items(), 1):
		letter = get_column_letter(place)
		column = sheet.column_dimensions[letter]
		column.width, column.number_format = (NARROW if name in choices else WIDE), AS_TEXT
		head, example = (
			sheet.cell(1, place, header_of(target)),
			sheet.cell(2, place, _example(doctype, target)),
		)
		head.font, head.alignment = Font(bold=True), Alignment(horizontal="center")
		head.fill = WANTED_FILL if target.wanted else PLAIN_FILL
		example.number_format, example.font = AS_TEXT, Font(italic=True, color="808080")
		if name in choices:
			rule = DataValidation("list", formula1=ranges[target.label], showErrorMessage=False)
			rule.add(f"{letter}2:{letter}{MOST_LISTED_ROWS}")
			sheet.add_data_validation(rule)
	sheet.freeze_panes = "B2"


def _write_choices(sheet, choices: dict[str, list[str]]) -> dict[str, str]:
	"""Write one column of values for each field; return where each lies, as a spreadsheet names it."""
	ranges = {}
	for place, (label, values) in enumerate(choices.items(), 1):
		letter = get_column_letter(place)
		sheet.column_dimensions[letter].width = WIDE
		for row, value in enumerate([label, *values], 1):
			sheet.cell(row, place, value).number_format = AS_TEXT
		sheet.cell(1, place).font = Font(bold=True)
		ranges[label] = f"{quote_sheetname(sheet.title)}!${letter}$2:${letter}${len(values) + 1}"
	sheet.freeze_panes = "A2"
	return ranges


def _write_notes(sheet) -> None:
	notes = (
		_("Columns with a star must be filled in; the others may stay empty or be deleted."),
		_("The second row is an example; it isn't imported."),
		_("Grid: its code, or its name if only one grid has it."),
		_("Dates: as in 1990-01-31."),
		_("ID and phone numbers: in cells formatted as text, so that no digit is lost."),
		_("Coded columns: the value or its code, as on the second sheet."),
	)
	sheet.column_dimensions["A"].width = 90
	for row, note in enumerate(notes, 1):
		sheet.cell(row, 1, f"{row}. {note}")


def _choices(doctype: str, fieldname: str) -> list[str]:
	"""The values that a field may have, as people read them."""
	field, codes = frappe.get_meta(doctype).get_field(fieldname), shape_of(doctype).codes
	if fieldname in codes:
		wanted = {"code_list": codes[fieldname], "is_active": 1}
		return frappe.get_all("Code Value", wanted, pluck="label", order_by="code", limit_page_length=0)
	if field.fieldtype == "Select":
		return [_(option) for option in (field.options or "").split("\n") if option]
	return [_("Yes"), _("No")] if field.fieldtype == "Check" else []


def _example(doctype: str, target: Target) -> str:
	"""What the example row has in a column: its marks, and what a new record can't do without."""
	known = EXAMPLES.get(doctype, {})
	if target.fieldname in known:
		return known[target.fieldname]
	if target.fieldname == "grid":
		return frappe.db.get_value("Grid", {"is_group": 0, "is_active": 1}, "name", order_by="lft") or ""
	values = _choices(doctype, target.fieldname) if target.wanted else []
	return values[0] if values else ""
