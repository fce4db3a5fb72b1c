"""Templates put values in place of names and run nothing."""

from datetime import datetime
from unittest import TestCase

from yumen_governance.time_limits.outbox.texts import (
	as_time,
	fill,
	fit_to_leave,
	is_well_formed,
	sms_parts,
	unknown,
	variables_of,
)


class TestTexts(TestCase):
	def test_names_in_braces_become_values(self):
		self.assertEqual(fill("事件{number}：{title}", {"number": "GE-1", "title": "噪声"}), "事件GE-1：噪声")

	def test_an_unknown_name_is_empty(self):
		self.assertEqual(fill("({nothing})", {}), "()")

	def test_a_part_in_brackets_needs_all_its_values(self):
		text = "请办理[，{due_on}前][，由{unit}]。"
		self.assertEqual(fill(text, {"due_on": "明天", "unit": ""}), "请办理，明天前。")
		self.assertEqual(fill(text, {}), "请办理。")

	def test_what_a_value_says_is_never_a_template(self):
		self.assertEqual(fill("{title}", {"title": "{opinion} [x]", "opinion": "secret"}), "{opinion} [x]")

	def test_attributes_indexes_and_expressions_are_no_names(self):
		for text in (
			"{title.__class__}",
			"{title[0]}",
			"{title!r}",
			"{{ 7 * 7 }}",
			"{% for %}",
			"{title:>9}",
			"{",
			"]",
		):
			with self.subTest(text):
				self.assertFalse(is_well_formed(text) and not unknown(variables_of(text), ["title"]))

	def test_times_are_short(self):
		self.assertEqual(as_time("2026-11-24 09:30:00"), "11月24日 09:30")
		self.assertEqual(as_time(datetime(2027, 2, 6, 18, 0)), "2月6日 18:00")

	def test_numbers_of_persons_do_not_leave_the_house(self):
		text = fit_to_leave("联系19900001234，身份证990000199001011234")
		self.assertNotIn("19900001234", text)
		self.assertNotIn("199001011234", text)

	def test_text_messages_are_counted_as_they_are_charged(self):
		for length, parts in ((0, 0), (1, 1), (70, 1), (71, 2), (134, 2), (135, 3)):
			with self.subTest(length):
				self.assertEqual(sms_parts("字" * length), parts)
