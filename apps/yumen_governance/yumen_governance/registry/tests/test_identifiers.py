"""Numbers that people and organizations are known by: public samples pass, each kind of mistake is named."""

from datetime import date
from unittest import TestCase

from yumen_governance.registry import identifiers as numbers

TODAY = date(2026, 11, 23)


class TestCitizenId(TestCase):
	def problem(self, text: str) -> str | None:
		return numbers.id_problem(numbers.normalise_id_number(text), TODAY)

	def test_public_sample_numbers_are_sound(self):
		for number in ("11010519491231002X", "440524188001010014"):
			self.assertIsNone(self.problem(number), number)

	def test_every_way_of_typing_comes_to_one_number(self):
		for text in (
			" 11010519491231002x",
			"１１０１０５１９４９１２３１００２Ｘ",
			"110105 19491231 002X",
			"110105491231002",
		):
			self.assertEqual(numbers.normalise_id_number(text), "11010519491231002X", text)

	def test_sex_and_birth_date_are_read(self):
		self.assertEqual(numbers.birth_date_of("11010519491231002X"), date(1949, 12, 31))
		self.assertEqual(numbers.sex_of("11010519491231002X"), numbers.FEMALE)
		self.assertEqual(numbers.sex_of("440524188001010014"), numbers.MALE)

	def test_each_single_wrong_digit_is_noticed(self):
		sound = "11010519491231002X"
		for place in range(17):
			for digit in set("0123456789") - {sound[place]}:
				wrong = sound[:place] + digit + sound[place + 1 :]
				self.assertTrue(self.problem(wrong), wrong)

	def test_wrong_check_digit_is_told_with_the_right_one(self):
		self.assertIn("should be X, not 3", self.problem("110105194912310023"))

	def test_impossible_future_and_ancient_dates_are_refused(self):
		for body in ("99000019900230001", "99000020270101001", "99000018491231001"):
			self.assertIn(body[6:14], self.problem(numbers.with_check_digit(body)))
		self.assertIsNone(self.problem(numbers.with_check_digit("99000018500101001")))

	def test_old_number_with_an_impossible_date_is_refused_as_it_is(self):
		self.assertEqual(numbers.normalise_id_number("110105491331002"), "110105491331002")
		self.assertIn("19491331", self.problem("110105491331002"))

	def test_wrong_length_and_letters_are_refused(self):
		self.assertIn("17", self.problem("1101051949123100X"))
		self.assertTrue(self.problem("1101051949123100AX"))
		self.assertTrue(self.problem("110105194912310 ²X"))

	def test_region_need_not_exist(self):
		self.assertIsNone(self.problem(numbers.with_check_digit("99000019900101001")))

	def test_fourteenth_birthday_of_a_leap_day_is_in_march(self):
		self.assertEqual(numbers.child_until(date(2012, 2, 29)), date(2026, 3, 1))
		self.assertEqual(numbers.child_until(date(2012, 3, 5)), date(2026, 3, 5))


class TestUscc(TestCase):
	def problem(self, text: str) -> str | None:
		return numbers.uscc_problem(numbers.normalise_uscc(text))

	def test_public_sample_code_is_sound_however_it_is_typed(self):
		for text in ("91350100M000100Y43", "91350100-m000100y-43", " ９１３５０１００Ｍ０００１００Ｙ４３"):
			self.assertIsNone(self.problem(text), text)

	def test_wrong_check_digit_is_told_with_the_right_one(self):
		self.assertIn("should be 3, not 4", self.problem("91350100M000100Y44"))

	def test_organization_code_inside_is_checked(self):
		self.assertEqual(numbers.organization_check_digit("M000100Y"), "4")
		self.assertIn("Character 17", self.problem("91350100M000100Y53"))

	def test_letters_that_are_never_used_are_named(self):
		self.assertIn("O", self.problem("91350100MO00100Y43"))

	def test_wrong_length_and_region_are_refused(self):
		self.assertTrue(self.problem("91350100M000100Y4"))
		self.assertTrue(self.problem("9135A100M000100Y43"))


class TestPhones(TestCase):
	def test_mobile_and_landline_are_written_one_way(self):
		for text, number in (
			("+86 199 0000 1234", "19900001234"),
			("86-199-0000-1234", "19900001234"),
			("１９９００００１２３４", "19900001234"),
			("0086 19900001234", "19900001234"),
			("(0937)3331234", "0937-3331234"),
			("09373331234", "0937-3331234"),
			("010 12345678", "010-12345678"),
			("400-800-1234", "4008001234"),
		):
			self.assertEqual(numbers.normalise_phone(text), number)
			self.assertIsNone(numbers.phone_problem(number), number)

	def test_what_is_no_telephone_number_is_refused(self):
		for text in ("1990000123", "12345678901", "199000012345", "不详", "0937-33312", "110"):
			self.assertTrue(numbers.phone_problem(numbers.normalise_phone(text)), text)

	def test_missing_area_code_is_told(self):
		self.assertIn("0937-3331234", numbers.phone_problem("3331234"))


class TestOtherDocuments(TestCase):
	def test_document_numbers_have_letters_and_digits_and_at_most_thirty(self):
		self.assertIsNone(numbers.document_problem(numbers.normalise_document(" e12 345678 ")))
		self.assertIn("30", numbers.document_problem("A" * 31))
		self.assertTrue(numbers.document_problem("护照123"))
