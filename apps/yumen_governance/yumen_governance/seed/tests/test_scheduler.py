"""The scheduler looks every minute and never falls asleep, on a bench that says nothing of it too."""

import json
import tempfile
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

import frappe
from frappe.utils import now_datetime
from frappe.utils.scheduler import is_dormant

from yumen_governance.hardening.checks import configuration
from yumen_governance.seed import settings
from yumen_governance.seed.time_limits import seed as seed_time_limits
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.time_limits.awake import stay_awake


class TestScheduler(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
		self.file = folder / "common_site_config.json"
		before = frappe.local.conf.get(settings.TICK)
		self.addCleanup(frappe.local.conf.update, {settings.TICK: before})

	def bench(self, **values):
		self.file.write_text(json.dumps(values))
		return self.file

	def tick(self):
		return json.loads(self.file.read_text()).get(settings.TICK)

	def test_a_bench_that_says_nothing_looks_every_minute(self):
		self.assertTrue(settings.quicken_scheduler(self.bench(redis_queue="kept")))
		self.assertEqual(self.tick(), 60)
		self.assertEqual(json.loads(self.file.read_text())["redis_queue"], "kept")

	def test_a_slow_bench_is_made_quicker_and_a_quicker_one_is_left_alone(self):
		for given, kept in ((240, 60), ("240", 60), (0, 60), (60, 60), (15, 15)):
			with self.subTest(given=given):
				self.assertTrue(settings.quicken_scheduler(self.bench(scheduler_tick_interval=given)))
				self.assertEqual(self.tick(), kept)

	def test_a_bench_whose_settings_are_not_ours_to_write_is_left_as_it_is(self):
		self.bench()
		with patch.object(settings, "update_site_config", side_effect=PermissionError):
			self.assertFalse(settings.quicken_scheduler(self.file))
		self.assertIsNone(self.tick())

	def test_this_bench_looks_every_minute(self):
		self.assertTrue(0 < settings.scheduler_tick() <= 60)

	def test_the_doctor_names_a_slow_scheduler(self):
		for given, said in ((240, "240"), (0, "not set"), (60, None)):
			with self.subTest(given=given), patch.object(configuration, "scheduler_tick", return_value=given):
				found = configuration.tick()
				self.assertEqual(found is None, said is None)
				self.assertIn(said or "", found or "")

	def test_it_never_falls_asleep_while_nobody_logs_in(self):
		stay_awake(now_datetime())
		self.assertFalse(is_dormant(check_time=now_datetime() + timedelta(days=20 * 365)))

	def test_nor_when_the_log_by_which_it_judges_is_cleared(self):
		frappe.db.delete("Activity Log")
		self.assertTrue(is_dormant())
		self.assertEqual([stay_awake(now_datetime()) for _day in range(2)], [True, False])
		self.assertFalse(is_dormant())

	def test_the_entry_is_renewed_long_before_the_log_is_cleared(self):
		now = now_datetime()
		frappe.db.delete("Activity Log")
		stay_awake(now)
		for days, written in ((6, False), (8, True)):
			self.assertEqual(stay_awake(now + timedelta(days=days)), written)

	def test_the_installation_writes_the_first_entry(self):
		frappe.db.delete("Activity Log")
		seed_time_limits()
		self.assertTrue(frappe.db.count("Activity Log"))
