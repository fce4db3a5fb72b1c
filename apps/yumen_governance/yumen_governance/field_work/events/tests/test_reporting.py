"""Events from a phone: reported once, settled on the spot, at a place; and steps that are never taken over another's."""

from datetime import timedelta

import frappe
from frappe.utils import get_datetime, now_datetime

from yumen_governance.events.intake.pictures import Picture
from yumen_governance.events.intake.taking_in import IntakeError
from yumen_governance.events.tests.case import EVENT, HandlingTestCase
from yumen_governance.events.tests.test_intake import square
from yumen_governance.events.tests.test_pictures import photo
from yumen_governance.field_work.events import items, stores
from yumen_governance.field_work.events.places import PlaceError
from yumen_governance.field_work.sync.items import Base, Conflict, Item
from yumen_governance.permissions.scope import scope_of
from yumen_governance.registry.sealing.envelope import unseal
from yumen_governance.tests.factories import make_address, next_number

PHONE = "19900001234"
# A grid of its own far from those of the city that the site begins with
LONGITUDE, LATITUDE = 97.301, 40.401


class PhoneTestCase(HandlingTestCase):
	def photos(self, count: int = 1) -> list[Picture]:
		return [Picture(f"{number}.jpg", photo((64 + number, 48))) for number in range(count)]

	def item(self, kind: str, values: dict, base: Base | None = None, photos=(), happened_on=None) -> Item:
		number = next_number()
		when = happened_on or now_datetime()
		return Item(f"{number:032}", kind, values, base, when, list(photos), number)

	def report(self, user: str | None = None, photos=(), happened_on=None, **values):
		values = {
			"category": "0401",
			"text": "楼下垃圾没人清运。已经三天了",
			"address": "测试路1号",
			**values,
		}
		item = self.item("report_event", values, photos=photos, happened_on=happened_on)
		with self.as_user(user or self.member):
			taken = items.take_report(item, user or self.member, now_datetime())
		return frappe.get_doc(EVENT, taken.name)

	def row(self, event, user: str) -> dict:
		"""The event as the person's phone shows it."""
		with self.as_user(user):
			store = stores.events()
			rows = frappe.get_all(EVENT, {"name": event.name}, list(store.columns))
			return store.shape(rows, scope_of(user))[0]

	def step(self, user: str, row: dict, action: str, photos=(), state=None, **answers):
		base = Base("events", row["name"], get_datetime(row["modified"]))
		seen = row["history"][-1]["name"]
		values = {"event": row["name"], "action": action, "seen": seen, **answers}
		values["state"] = state or row["workflow_state"]
		with self.as_user(user):
			items.take_step(self.item("event_step", values, base, photos), user, now_datetime())
		return frappe.get_doc(EVENT, row["name"])


class TestReporting(PhoneTestCase):
	def test_a_report_is_an_event_of_the_members_grid_with_its_photos(self):
		event = self.report(photos=self.photos(2))
		self.assertEqual((event.stage, event.grid, event.owner), ("Triage", self.compound, self.member))
		self.assertEqual((event.title, event.source), ("楼下垃圾没人清运", "Field App"))
		self.assertEqual(frappe.db.count("File", {"attached_to_name": event.name}), 2)

	def test_the_same_item_again_is_the_same_event(self):
		item = self.item("report_event", {"category": "0401", "text": "重复发送", "address": "测试路1号"})
		with self.as_user(self.member):
			names = {items.take_report(item, self.member, now_datetime()).name for _again in range(2)}
		self.assertEqual(len(names), 1)

	def test_what_happened_without_a_network_keeps_its_time(self):
		noticed = now_datetime().replace(microsecond=0) - timedelta(hours=9)
		event = self.report(happened_on=noticed)
		self.assertEqual(event.noticed_on, noticed)
		self.assertGreater(event.reported_on, noticed)

	def test_settled_on_the_spot_with_a_result(self):
		event = self.report(result="已清走", photos=self.photos())
		self.assertEqual((event.stage, event.settled_on_spot, event.result), ("Feedback", 1, "已清走"))

	def test_reporters_phone_is_sealed(self):
		event = self.report(reporter_name="测试甲", reporter_phone=PHONE)
		self.assertNotIn(PHONE, str(event.as_dict()))
		self.assertEqual(unseal(EVENT, event.name, event.sealed)["reporter_phone"], PHONE)

	def test_everything_wrong_is_said_and_nothing_is_stored(self):
		before = frappe.db.count(EVENT)
		for values in ({"category": "none"}, {"category": ""}, {"reporter_phone": "12"}, {"stage": "Closed"}):
			self.assertRefused(IntakeError, self.report, **values)
		self.assertRefused(frappe.PermissionError, self.report, user=self.auditor)
		self.assertEqual(frappe.db.count(EVENT), before)

	def test_html_is_kept_as_words(self):
		event = self.report(text="<script>alert(1)</script>路灯不亮")
		self.assertNotIn("<script", f"{event.title}{event.description}")

	@property
	def auditor(self) -> str:
		return "auditor@governance-test.example.com"


class TestPlaces(PhoneTestCase):
	def setUp(self):
		super().setUp()
		frappe.get_doc("Grid", self.community).update({"boundary": square(LONGITUDE, LATITUDE)}).save()

	def test_a_point_lies_in_the_grid_whose_boundary_holds_it(self):
		event = self.report(longitude=LONGITUDE + 0.005, latitude=LATITUDE + 0.005, address="")
		self.assertEqual((event.grid, event.longitude), (self.community, LONGITUDE + 0.005))

	def test_a_known_address_says_grid_and_point(self):
		address = make_address(self.compound, longitude=97.05, latitude=40.29)
		event = self.report(standard_address=address.name, address="")
		self.assertEqual((event.grid, event.address), (self.compound, address.full_address))
		self.assertEqual((event.longitude, event.latitude), (97.05, 40.29))

	def test_words_alone_lie_in_the_persons_own_grid_or_the_one_chosen(self):
		self.assertEqual(self.report().grid, self.compound)
		self.assertEqual(self.report(user=self.above, grid=self.compound).grid, self.compound)

	def test_no_place_a_place_elsewhere_and_an_unknown_address_are_refused(self):
		other = make_address(self.township).name
		for values in (
			{"address": ""},
			{"longitude": 116.4, "latitude": 39.9},
			{"longitude": "x", "latitude": 1},
			{"longitude": float("nan"), "latitude": 40.3},
			{"standard_address": "no such address"},
			{"standard_address": other},
		):
			self.assertRefused(PlaceError, self.report, **values)


class TestSteps(PhoneTestCase):
	def test_a_chain_of_ones_own_steps_made_without_a_network_is_taken(self):
		row = self.row(self.dispatched(), self.leader)
		self.step(self.leader, row, "Sign")
		self.step(self.leader, row, "Start", state="Signed")
		event = self.step(
			self.leader, row, "Submit Result", photos=self.photos(), state="In Progress", result="已修好"
		)
		self.assertEqual((event.stage, event.result), ("Review", "已修好"))
		self.assertEqual(len(self.row(event, self.leader)["pictures"]), 1)

	def test_what_somebody_else_did_meanwhile_is_a_conflict_with_the_event_as_it_is(self):
		event = self.dispatched()
		row = self.row(event, self.leader)
		self.act(self.dispatcher, event, "Recall", decision_opinion="Elsewhere")
		with self.assertRaises(Conflict) as raised:
			self.step(self.leader, row, "Sign")
		self.assertEqual(raised.exception.current["workflow_state"], "Accepted")
		self.act(self.dispatcher, event, "Dispatch", lead_grid=self.community, dispatch_opinion="Yours again")
		self.assertRefused(Conflict, self.step, self.leader, row, "Sign")

	def test_what_only_writes_into_the_timeline_is_no_conflict(self):
		event = self.dispatched()
		row = self.row(event, self.leader)
		event.db_set("last_urged_on", now_datetime())
		self.assertEqual(self.step(self.leader, row, "Sign").stage, "Handling")

	def test_unknown_and_others_events_are_refused(self):
		row = self.row(self.dispatched({"lead_unit": self.unit}), self.handler)
		self.assertRefused(frappe.PermissionError, self.step, self.helper, row, "Sign")
		self.assertRefused(items.EventGoneError, self.step, self.leader, {**row, "name": "GE-none"}, "Sign")

	def test_one_photo_too_many_is_refused(self):
		frappe.db.set_single_value("Event Settings", "pictures_of_an_event", 2)
		row = self.row(self.dispatched(), self.leader)
		self.assertRefused(frappe.ValidationError, self.step, self.leader, row, "Sign", photos=self.photos(3))


class TestStores(PhoneTestCase):
	def pulled(self, store) -> dict[str, dict]:
		with self.as_user(self.leader):
			scope = scope_of(self.leader)
			criterion = store.criterion(scope)
			query = frappe.qb.from_(frappe.qb.DocType(store.doctype)).select(*store.columns)
			for each in (criterion, store.live):
				query = query if each is None else query.where(each)
			rows = query.run(as_dict=True)
			return {row["name"]: row for row in (store.shape(rows, scope) if store.shape else rows)}

	def test_categories_say_what_they_ask_for_and_are_found_by_initials(self):
		found = self.pulled(stores.categories())
		self.assertEqual(found["0603"]["required"], ["reporter_phone", "description"])
		self.assertIn("ljqysf", found["0401"]["keys"])
		self.assertEqual((found["04"]["icon"], found["0406"]["photo_on_spot"]), ("Rubbish", 1))

	def test_the_workflow_is_one_row_with_the_ways_of_this_person(self):
		(row,) = self.pulled(stores.workflows()).values()
		self.assertTrue(row["report"] and row["settle"])
		self.assertIn("Sign", {step["action"] for step in row["steps"]})

	def test_grids_are_those_of_the_territory(self):
		found = self.pulled(stores.grids())
		self.assertEqual(set(found), {self.community, self.compound})
