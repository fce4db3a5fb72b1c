"""Push: what somebody entered is taken in exactly once, in order, or it is said why not."""

from datetime import timedelta
from unittest.mock import patch

import frappe
from frappe.utils import get_datetime, now_datetime

from yumen_governance.api import sync
from yumen_governance.field_work.sync import answers, pushing, uploads
from yumen_governance.field_work.sync.devices import DeviceError
from yumen_governance.field_work.sync.items import Conflict, Taken, check_base
from yumen_governance.field_work.sync.reading_items import MOST, ItemError, read_items
from yumen_governance.field_work.sync.tests.support import (
	HOUSEHOLD,
	Phone,
	SyncTestCase,
	acting,
	item,
	new_id,
)
from yumen_governance.tests.factories import actor, make_household

ITEM = answers.ITEM


class PushTestCase(SyncTestCase):
	def setUp(self):
		super().setUp()
		self.household = make_household(self.grid)
		self.done = []
		self.take(
			note=self.note, number=self.change, make=self.make, fail=self.break_down, refuse=self.refuse
		)
		self.phone = Phone(actor("member"))

	def note(self, item, user, now):
		self.done.append(item)
		return Taken("households", self.household.name)

	def change(self, item, user, now):
		doc = frappe.get_doc(HOUSEHOLD, item.values.get("household") or item.base.name)
		check_base(doc, item)
		doc.household_number = item.values["number"]
		doc.save(ignore_permissions=True)  # the test's own kind
		self.done.append(item)
		return Taken("households", doc.name)

	def make(self, item, user, now):
		self.done.append(item)
		return Taken("households", make_household(self.grid).name)

	def break_down(self, item, user, now):
		make_household(self.grid)
		raise ZeroDivisionError

	def refuse(self, item, user, now):
		make_household(self.grid)
		frappe.throw("<b>Not</b> like this", title="No")

	def base(self, doc=None) -> dict:
		doc = frappe.get_doc(HOUSEHOLD, (doc or self.household).name)
		return {"store": "households", "name": doc.name, "modified": str(doc.modified)}

	def statuses(self, told: list[dict]) -> list[str]:
		return [each["status"] for each in told]


class TestOnce(PushTestCase):
	def test_an_item_is_taken_and_answered_with_its_row(self):
		sent = item(values={"text": "x"})
		told = self.phone.push(sent)
		self.assertEqual(told[0]["id"], sent["id"])
		self.assertEqual(told[0]["status"], "done")
		self.assertEqual(told[0]["record"]["name"], self.household.name)
		self.assertEqual(told[0]["record"]["modified"], self.base()["modified"])
		self.assertEqual(told[0]["rows"]["households"][0]["name"], self.household.name)

	def test_the_same_item_again_is_answered_and_not_done(self):
		sent = item("make")
		first = self.phone.push(sent)
		again = self.phone.push(sent, sent)
		self.assertEqual(len(self.done), 1)
		self.assertEqual(again, first)

	def test_an_id_is_known_for_its_person_only(self):
		sent = item()
		self.phone.push(sent)
		Phone(actor("other_member")).push(sent)
		self.assertEqual(len(self.done), 2)

	def test_items_are_taken_in_their_order(self):
		sent = [item(number=number, values={"n": number}) for number in (3, 1, 2)]
		self.phone.push(*sent)
		self.assertEqual([each.values["n"] for each in self.done], [1, 2, 3])

	def test_equal_numbers_keep_the_order_in_which_they_were_sent(self):
		self.phone.push(*[item(values={"n": number}) for number in range(5)])
		self.assertEqual([each.values["n"] for each in self.done], list(range(5)))

	def test_without_a_key_nothing_is_taken(self):
		with acting(actor("member")):
			frappe.session.sid = "another session"
			self.assertRefused(DeviceError, sync.push, [item()])
		self.assertEqual(self.done, [])


class TestNotTaken(PushTestCase):
	def test_what_is_refused_leaves_nothing_but_its_sentence(self):
		count = frappe.db.count(HOUSEHOLD)
		frappe.clear_messages()
		told = self.phone.push(item("refuse"), item(number=2))
		self.assertEqual(self.statuses(told), ["refused", "done"])
		self.assertEqual(told[0]["message"], "Not like this")
		self.assertEqual(frappe.db.count(HOUSEHOLD), count)
		self.assertFalse(frappe.get_message_log())

	def test_what_was_refused_may_be_tried_again(self):
		sent = item("refuse")
		self.phone.push(sent)
		told = self.phone.push({**sent, "kind": "note"})
		self.assertEqual(self.statuses(told), ["done"])
		self.assertEqual(frappe.db.count(ITEM, {"item": sent["id"]}), 1)

	def test_a_failing_server_holds_up_what_follows_but_not_for_ever(self):
		sent, next_one = item("fail"), item(number=2)
		count = frappe.db.count(HOUSEHOLD)
		for _times in range(pushing.MOST_TRIES - 1):
			self.assertEqual(self.statuses(self.phone.push(sent, next_one)), ["later", "later"])
		self.assertEqual(self.done, [])
		told = self.phone.push(sent, next_one)
		self.assertEqual(self.statuses(told), ["refused", "done"])
		self.assertEqual(frappe.db.count(HOUSEHOLD), count)
		self.assertTrue(
			any(frappe.db.exists("Error Log", word.strip(".")) for word in told[0]["message"].split())
		)

	def test_an_unknown_kind_is_refused(self):
		self.assertEqual(self.statuses(self.phone.push(item("nothing_like_it"))), ["refused"])

	def test_items_that_can_not_be_read_are_refused_one_by_one(self):
		for wrong in (
			{"values": []},
			{"happened_on": "yesterday"},
			{"number": "one"},
			{"kind": "<script>"},
			{"base": "x"},
			{"base": {"store": "households"}},
			{"photos": ["../../x"]},
			{"photos": 3},
		):
			with self.subTest(wrong):
				self.assertEqual(self.statuses(self.phone.push(item(**wrong))), ["refused"])

	def test_no_list_of_items_or_too_many_are_refused_as_a_whole(self):
		for sent in ({}, ["x"], [{}], [{"id": "1"}], [item() for _ in range(MOST + 1)]):
			with self.subTest(str(sent)[:40]):
				self.assertRefused(ItemError, read_items, sent)

	def test_a_deadlock_is_the_batchs_and_nobodys_item(self):
		def meet(item, user, now):
			raise frappe.QueryDeadlockError

		self.take(meet=meet)
		with self.assertRaises(frappe.QueryDeadlockError):
			self.phone.push(item("meet"))
		self.assertEqual(frappe.db.count(ITEM, {"user": actor("member")}), 0)


class TestConflict(PushTestCase):
	def test_the_version_that_was_seen_is_changed(self):
		told = self.phone.push(item("number", base=self.base(), values={"number": "7"}))
		self.assertEqual(self.statuses(told), ["done"])

	def test_another_version_is_shown_and_not_changed(self):
		base = self.base()
		frappe.get_doc(HOUSEHOLD, self.household.name).db_set("household_number", "by another")
		told = self.phone.push(item("number", base=base, values={"number": "7"}))
		self.assertEqual(self.statuses(told), ["conflict"])
		self.assertEqual(told[0]["current"]["household_number"], "by another")
		self.assertEqual(
			self.base()["modified"], told[0]["current"]["modified"].strftime("%Y-%m-%d %H:%M:%S.%f")
		)

	def test_own_items_upon_one_version_follow_each_other(self):
		base = self.base()
		sent = [item("number", number=n, base=base, values={"number": str(n)}) for n in (1, 2)]
		self.assertEqual(self.statuses(self.phone.push(*sent)), ["done", "done"])
		third = item("number", base=base, values={"number": "3"})
		self.assertEqual(self.statuses(self.phone.push(third)), ["done"])
		self.assertEqual(frappe.db.get_value(HOUSEHOLD, self.household.name, "household_number"), "3")

	def test_somebody_else_between_own_items_is_a_conflict(self):
		base = self.base()
		self.phone.push(item("number", base=base, values={"number": "1"}))
		frappe.get_doc(HOUSEHOLD, self.household.name).db_set("household_number", "by another")
		told = self.phone.push(item("number", base=base, values={"number": "2"}))
		self.assertEqual(self.statuses(told), ["conflict"])

	def test_own_items_of_another_version_are_no_excuse(self):
		base = self.base()
		frappe.get_doc(HOUSEHOLD, self.household.name).db_set("household_number", "by another")
		self.phone.push(item("number", base=self.base(), values={"number": "1"}))
		told = self.phone.push(item("number", base=base, values={"number": "2"}))
		self.assertEqual(self.statuses(told), ["conflict"])

	def test_a_kind_may_show_what_it_likes(self):
		def differ(item, user, now):
			raise Conflict({"title": "mine"})

		self.take(differ=differ)
		self.assertEqual(self.phone.push(item("differ", base=self.base()))[0]["current"], {"title": "mine"})


class TestReferences(PushTestCase):
	def test_an_id_of_an_earlier_item_is_its_record(self):
		first = item("make")
		second = item(number=2, values={"deep": [{"household": first["id"]}]})
		told = self.phone.push(first, second)
		self.assertEqual(self.done[1].values, {"deep": [{"household": told[0]["record"]["name"]}]})

	def test_also_when_it_was_sent_before_and_as_a_base(self):
		first = item("make")
		name = self.phone.push(first)[0]["record"]["name"]
		base = {"store": "households", "name": first["id"], "modified": None}
		for number in ("8", "9"):
			told = self.phone.push(item("number", base=base, values={"number": number}))
			self.assertEqual(self.statuses(told), ["done"])
			self.assertEqual(told[0]["record"]["name"], name)

	def test_what_somebody_else_wrote_of_it_since_is_a_conflict(self):
		first = item("make")
		name = self.phone.push(first)[0]["record"]["name"]
		frappe.get_doc(HOUSEHOLD, name).db_set("household_number", "by another")
		base = {"store": "households", "name": first["id"], "modified": None}
		told = self.phone.push(item("number", base=base, values={"number": "8"}))
		self.assertEqual(self.statuses(told), ["conflict"])
		self.assertEqual(told[0]["current"]["household_number"], "by another")

	def test_what_rests_on_a_refused_item_waits(self):
		first = item("refuse")
		told = self.phone.push(first, item(number=2, values={"household": first["id"]}))
		self.assertEqual(self.statuses(told), ["refused", "later"])

	def test_ids_of_others_are_left_as_they_are(self):
		theirs = item("make")
		Phone(actor("other_member")).push(theirs)
		self.phone.push(item(values={"household": theirs["id"]}))
		self.assertEqual(self.done[-1].values, {"household": theirs["id"]})


class TestClockOfThePhone(PushTestCase):
	def test_a_clock_three_hours_ahead_is_put_right_and_marked(self):
		ahead = timedelta(hours=3)
		told_on = now_datetime() + ahead - timedelta(minutes=1)
		with patch.object(pushing, "reckon", wraps=pushing.reckon):
			self.phone.push(item(happened_on=str(told_on)), sent_on=now_datetime() + ahead)
		row = frappe.get_last_doc(ITEM, {"user": actor("member")})
		self.assertTrue(row.clock_is_off)
		self.assertAlmostEqual(row.clock_differs, ahead.total_seconds(), delta=5)
		self.assertLessEqual(self.done[0].happened_on, now_datetime())
		self.assertAlmostEqual((now_datetime() - self.done[0].happened_on).total_seconds(), 60, delta=5)

	def test_a_right_clock_is_believed(self):
		told_on = (now_datetime() - timedelta(minutes=3)).replace(microsecond=0)
		self.phone.push(item(happened_on=str(told_on)), sent_on=now_datetime())
		self.assertEqual(get_datetime(self.done[0].happened_on), told_on)
		self.assertFalse(frappe.get_last_doc(ITEM, {"user": actor("member")}).clock_is_off)


class TestPhotos(PushTestCase):
	def test_an_item_waits_for_its_photos(self):
		missing = new_id()
		told = self.phone.push(item(photos=[missing]), item(number=2))
		self.assertEqual(self.statuses(told), ["later", "later"])
		self.assertEqual(told[0]["missing"], {missing: 0})

	def test_photos_come_with_the_item_and_are_used_once(self):
		upload = new_id()
		with acting(actor("member")):
			uploads.receive(upload, 0, len(PNG), PNG, actor("member"))
		self.assertEqual(self.statuses(self.phone.push(item(photos=[upload]))), ["done"])
		self.assertEqual(self.done[0].photos[0].content, PNG)
		self.assertEqual(self.statuses(self.phone.push(item(photos=[upload]))), ["later"])


class TestDoor(PushTestCase):
	def test_whoever_has_nothing_to_do_with_it_is_refused(self):
		for name in ("handler", "clerk", "technician"):
			with self.subTest(name), acting(actor(name)):
				self.assertRefused(frappe.PermissionError, sync.begin, new_id())
				self.assertRefused(frappe.PermissionError, sync.pull)
				self.assertRefused(frappe.PermissionError, sync.push, [item()])

	def test_html_in_every_field_stays_text(self):
		evil = "<img src=x onerror=alert(1)>"
		self.phone.push(item("number", base=self.base(), values={"number": evil}))
		stored = frappe.db.get_value(HOUSEHOLD, self.household.name, "household_number")
		self.assertNotIn("onerror", stored)
		told = self.phone.push(item(values={evil: evil}, kind=evil), {**item(), "happened_on": evil})
		self.assertNotIn("<img", frappe.as_json(told))


PNG = bytes.fromhex(
	"89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)
