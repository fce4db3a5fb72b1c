"""A rotation seals everything anew, loses nothing when it is killed or when people go on working, and ends."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import frappe

from yumen_governance.registry.record import DuplicateRecordError
from yumen_governance.registry.sealing import keyring, rotation
from yumen_governance.registry.sealing.blind_index import blind
from yumen_governance.registry.sealing.envelope import is_outdated, seal, unseal
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import invented_id, make_grid, make_resident

SEALED = ["Registry Import Chunk", "Resident"]


class TestRotation(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		folder = TemporaryDirectory()
		self.addCleanup(folder.cleanup)
		keys = {"registry_keys_path": str(Path(folder.name) / "keys.json")}
		for change in (
			patch.dict(frappe.local.conf, keys),
			patch.object(keyring, "sealed_doctypes", lambda: SEALED),
			patch.object(rotation, "BATCH", 2),
			patch.object(rotation, "SECONDS_OF_GRACE", 0),
		):
			change.start()
			self.addCleanup(change.stop)
		for doctype in SEALED:
			frappe.db.delete(doctype)
		keyring.ensure()
		self.grid = make_grid(make_grid(make_grid().name).name).name
		self.numbers = [invented_id() for _turn in range(5)]
		self.residents = [make_resident(self.grid, id_number=number).name for number in self.numbers]

	def rotate(self) -> list[rotation.Step]:
		return list(rotation.steps(rotation.begin()))

	def stored(self, name: str) -> frappe._dict:
		return frappe.db.get_value("Resident", name, ["sealed", "id_number_index", "modified"], as_dict=True)

	def assertWhole(self, version: int):
		key = keyring.current()
		self.assertEqual(key.version, version)
		for name, number in zip(self.residents, self.numbers, strict=True):
			row = self.stored(name)
			self.assertTrue(row.sealed.startswith(f"{version}:"))
			self.assertEqual(unseal("Resident", name, row.sealed)["id_number"], number)
			self.assertEqual(row.id_number_index, blind("id_number", number, key))

	def test_everything_is_sealed_and_indexed_anew(self):
		before = {name: self.stored(name).modified for name in self.residents}
		steps = self.rotate()
		self.assertEqual([step.resealed for step in steps], [2, 2, 1])
		self.assertWhole(2)
		self.assertEqual(before, {name: self.stored(name).modified for name in self.residents})

	def test_second_run_has_nothing_to_do_and_makes_no_new_key(self):
		self.rotate()
		self.assertEqual(self.rotate(), [])
		self.assertWhole(2)

	def test_killed_run_is_continued_with_the_same_key(self):
		rotating = rotation.steps(rotation.begin())
		next(rotating)
		rotating.close()
		self.assertEqual(rotation.outdated(keyring.current()), {"Resident": 3})
		self.rotate()
		self.assertWhole(2)

	def test_save_in_between_wins(self):
		key, update = rotation.begin(), rotation._update

		def somebody_saves_first(doctype, made):
			frappe.get_doc("Resident", self.residents[0]).update({"phone": "19900007777"}).save()
			return update(doctype, made)

		with patch.object(rotation, "_update", somebody_saves_first):
			step = rotation.reseal("Resident", key)
		self.assertEqual((step.read, step.resealed), (2, 1))
		sealed = self.stored(self.residents[0]).sealed
		self.assertEqual(unseal("Resident", self.residents[0], sealed)["phone"], "19900007777")

	def test_saving_a_record_brings_it_to_the_new_key(self):
		rotation.begin()
		frappe.get_doc("Resident", self.residents[0]).update({"pet_name": "x"}).save()
		self.assertFalse(is_outdated(self.stored(self.residents[0]).sealed))

	def test_same_person_is_refused_across_versions(self):
		rotation.begin()
		self.assertRefused(DuplicateRecordError, make_resident, self.grid, id_number=self.numbers[0])

	def test_double_that_slipped_through_is_named_and_keeps_the_old_key(self):
		key = rotation.begin()
		double = {"sealed": None, "id_number_index": blind("id_number", self.numbers[0], key)}
		frappe.db.set_value("Resident", self.residents[4], double)
		failed = {name for step in rotation.steps(key) for name in step.failed}
		self.assertEqual(failed, {self.residents[0]})
		self.assertRefused(keyring.KeyringError, rotation.retire_older, key)

	def test_envelope_that_cannot_be_read_is_named_and_the_rest_goes_on(self):
		frappe.db.set_value("Resident", self.residents[1], "sealed", "1:broken")
		steps = self.rotate()
		self.assertEqual({name for step in steps for name in step.failed}, {self.residents[1]})
		self.assertEqual(sum(step.resealed for step in steps), 4)

	def test_older_key_is_retired_when_nothing_uses_it(self):
		key = rotation.begin()
		self.assertRefused(keyring.KeyringError, rotation.retire_older, key)
		self.rotate()
		self.assertEqual(rotation.retire_older(key), [1])
		self.assertEqual(list(keyring.keys()), [2])
		self.assertWhole(2)

	def test_older_key_is_held_for_requests_that_began_with_it(self):
		self.rotate()
		with patch.object(rotation, "SECONDS_OF_GRACE", 60):
			self.assertGreater(rotation.seconds_to_wait(), 50)
			self.assertRefused(keyring.KeyringError, rotation.retire_older, keyring.current())

	def test_next_rotation_makes_the_next_key(self):
		self.rotate()
		rotation.retire_older(keyring.current())
		self.rotate()
		self.assertWhole(3)

	def test_what_the_undo_of_an_import_brings_back_is_renewed_too(self):
		name = self.residents[0]
		row = self.stored(name)
		stored = {"sealed": row.sealed, "id_number_index": row.id_number_index, "resident_name": "旧名"}
		done = frappe.get_doc({"doctype": "Registry Import", "reference_doctype": "Resident"})
		done.flags.ignore_mandatory = True
		done.name = "rotation-test"
		done.db_insert()
		piece = frappe.get_doc({"doctype": "Registry Import Chunk", "registry_import": done.name})
		piece.name = "rotation-test-chunk"
		before = json.dumps({name: [3, stored]}, ensure_ascii=False)
		piece.sealed = seal("Registry Import Chunk", piece.name, {"before": before})
		piece.db_insert()
		self.rotate()
		rotation.retire_older(keyring.current())
		sealed = frappe.db.get_value("Registry Import Chunk", piece.name, "sealed")
		((number, renewed),) = json.loads(
			unseal("Registry Import Chunk", piece.name, sealed)["before"]
		).values()
		self.assertEqual((number, renewed["resident_name"]), (3, "旧名"))
		self.assertEqual(unseal("Resident", name, renewed["sealed"])["id_number"], self.numbers[0])
		self.assertEqual(renewed["id_number_index"], blind("id_number", self.numbers[0]))
