"""Amounts in capital numerals, after the examples of the People's Bank's rules."""

from decimal import Decimal

from frappe.tests.utils import FrappeTestCase

from yumen_governance.grid_management.capital_numerals import in_capital_numerals

EXAMPLES = {
	"0": "零元整",
	"0.05": "伍分",
	"0.3": "叁角",
	"0.35": "叁角伍分",
	"10": "壹拾元整",
	"105": "壹佰零伍元整",
	"325.04": "叁佰贰拾伍元零肆分",
	"1409.50": "壹仟肆佰零玖元伍角",
	"1680.32": "壹仟陆佰捌拾元叁角贰分",
	"6007.14": "陆仟零柒元壹角肆分",
	"16409.02": "壹万陆仟肆佰零玖元零贰分",
	"107000.53": "壹拾万柒仟元伍角叁分",
	"100000": "壹拾万元整",
	"1000001": "壹佰万零壹元整",
	"20010000": "贰仟零壹万元整",
	"100000000": "壹亿元整",
	"100000010": "壹亿零壹拾元整",
	"100010000": "壹亿零壹万元整",
	"123456789.12": "壹亿贰仟叁佰肆拾伍万陆仟柒佰捌拾玖元壹角贰分",
	"999999999999.99": "玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分",
}


class TestCapitalNumerals(FrappeTestCase):
	def test_amounts_read_as_vouchers_do(self):
		for amount, words in EXAMPLES.items():
			with self.subTest(amount):
				self.assertEqual(in_capital_numerals(Decimal(amount)), words)

	def test_floats_are_taken_as_they_are_written(self):
		self.assertEqual(in_capital_numerals(0.1 + 0.2), "叁角")
		self.assertEqual(in_capital_numerals(1234.565), in_capital_numerals("1234.57"))

	def test_different_amounts_never_read_the_same(self):
		amounts = [Decimal(n) / 100 for n in range(0, 120_000, 7)] + [
			Decimal(n * 997) for n in range(2, 3000)
		]
		self.assertEqual(len({in_capital_numerals(amount) for amount in amounts}), len(set(amounts)))

	def test_amounts_no_voucher_carries_are_refused(self):
		for amount in ("-0.01", "1000000000000"):
			with self.subTest(amount), self.assertRaises(ValueError):
				in_capital_numerals(amount)
