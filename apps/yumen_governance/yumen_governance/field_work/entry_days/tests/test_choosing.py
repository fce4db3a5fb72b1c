"""Whom each member is to see."""

from datetime import date
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from yumen_governance.field_work.entry_days.choosing import (
	ATTENTION,
	EVENT,
	LONGEST,
	Household,
	share_out,
)


def seen(number: int, day: int | None = None, **values) -> Household:
	"""A household that was seen on a day of October, or never."""
	return Household(f"H{number}", seen_on=date(2026, 10, day) if day else None, **values)


def names(shares: dict, member: str = "a") -> list[str]:
	return [each.household.name for each in shares[member]]


class TestChoosing(TestCase):
	def test_who_was_not_seen_longest_comes_first_and_never_seen_before_all(self):
		shares = share_out([seen(1, 9), seen(2), seen(3, 5)], {"a": 2}, 0)
		self.assertEqual(names(shares), ["H2", "H3"])
		self.assertEqual({each.reason for each in shares["a"]}, {LONGEST})

	def test_events_and_needs_come_before_but_leave_room_for_the_others(self):
		urgent = [seen(number, 20, event="GE-1") for number in range(5)]
		shares = share_out([*urgent, seen(8, 1), seen(9, 20, attention=True)], {"a": 4}, 2)
		self.assertEqual([each.reason for each in shares["a"]][:2], [EVENT, EVENT])
		self.assertIn("H8", names(shares))

	def test_what_only_one_member_knows_makes_the_household_theirs_and_says_no_more(self):
		known = seen(1, 20, known_to=frozenset({"b"}))
		shares = share_out([known, seen(2, 1), seen(3, 2)], {"a": 2, "b": 2}, 1)
		self.assertIn("H1", names(shares, "b"))
		self.assertEqual(next(each for each in shares["b"] if each.household.name == "H1").reason, ATTENTION)

	def test_a_household_known_to_nobody_of_the_grid_is_as_any_other(self):
		shares = share_out([seen(1, 20, known_to=frozenset({"x"})), seen(2, 1)], {"a": 1}, 1)
		self.assertEqual(names(shares), ["H2"])

	def test_few_households_are_shared_by_the_room_of_each(self):
		shares = share_out([seen(number) for number in range(7)], {"a": 8, "b": 8, "c": 5}, 3)
		self.assertEqual([len(shares[member]) for member in "abc"], [3, 2, 2])

	def test_nobody_without_room(self):
		self.assertEqual(share_out([seen(1)], {"a": 0, "b": 1}, 3)["a"], [])
		self.assertEqual(share_out([seen(1)], {}, 3), {})
		self.assertEqual(share_out([], {"a": 3}, 3), {"a": []})

	households = st.lists(
		st.builds(
			Household,
			name=st.integers(0, 60).map(str),
			seen_on=st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 1)),
			attention=st.booleans(),
			known_to=st.frozensets(st.sampled_from("abx"), max_size=2),
			event=st.none() | st.just("GE-1"),
		),
		max_size=40,
		unique_by=lambda each: each.name,
	)

	@given(households, st.dictionaries(st.sampled_from("abc"), st.integers(0, 9)), st.integers(0, 5))
	def test_each_household_to_one_member_and_nobody_beyond_their_room(self, households, room, kept):
		shares = share_out(households, room, kept)
		given_out = [each.household.name for share in shares.values() for each in share]
		self.assertEqual(len(given_out), len(set(given_out)))
		self.assertEqual(len(given_out), min(len(households), sum(room.values())))
		for member, share in shares.items():
			self.assertLessEqual(len(share), room[member])
		self.assertEqual(shares, share_out(list(reversed(households)), room, kept))
