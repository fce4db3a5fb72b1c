"""Pinyin initials: what people type to find a name."""

from unittest import TestCase

from yumen_governance.registry.pinyin import initials, readings_of


class TestPinyin(TestCase):
	def test_initials_are_those_that_people_type(self):
		for name, letters in (
			("张小明", "zxm"),
			("曾小明", "zxm"),
			("单立", "sl"),
			("阿依古丽·买买提", "ayglmmt"),
			("Anna Li", "al"),
			("", ""),
			(None, ""),
		):
			self.assertEqual(initials(name), letters)

	def test_other_readings_follow_the_usual_one(self):
		readings = readings_of("单乐")
		self.assertEqual(readings[0], "sl")
		self.assertIn("dy", readings)

	def test_names_of_many_readings_stay_few(self):
		self.assertLessEqual(len(readings_of("单乐" * 10)), 8)
